package model

// The currencies of ISO 4217, those in use (list one, of 2026-01-01) and those
// withdrawn since 1978 (list three), in the order of their codes. The numbers
// behind the names may change when ISO adds a code: store the three letters.
const (
	ADP Currency = iota + 1 // Andorran Peseta, withdrawn 2003-07
	AED                     // UAE Dirham
	AFA                     // Afghani, withdrawn 2003-01
	AFN                     // Afghani
	ALK                     // Old Lek, withdrawn 1989-12
	ALL                     // Lek
	AMD                     // Armenian Dram
	ANG                     // Netherlands Antillean Guilder, withdrawn 2025-03
	AOA                     // Kwanza
	AOK                     // Kwanza, withdrawn 1991-03
	AON                     // New Kwanza, withdrawn 2000-02
	AOR                     // Kwanza Reajustado, withdrawn 2000-02
	ARA                     // Austral, withdrawn 1992-01
	ARP                     // Peso Argentino, withdrawn 1985-07
	ARS                     // Argentine Peso
	ARY                     // Peso, withdrawn 1989–1990
	ATS                     // Schilling, withdrawn 2002-03
	AUD                     // Australian Dollar
	AWG                     // Aruban Florin
	AYM                     // Azerbaijan Manat, withdrawn 2005-10
	AZM                     // Azerbaijanian Manat, withdrawn 2005-12
	AZN                     // Azerbaijan Manat
	BAD                     // Dinar, withdrawn 1998-07
	BAM                     // Convertible Mark
	BBD                     // Barbados Dollar
	BDT                     // Taka
	BEC                     // Convertible Franc, withdrawn 1990-03
	BEF                     // Belgian Franc, withdrawn 2002-03
	BEL                     // Financial Franc, withdrawn 1990-03
	BGJ                     // Lev A/52, withdrawn 1989–1990
	BGK                     // Lev A/62, withdrawn 1989–1990
	BGL                     // Lev, withdrawn 2003-11
	BGN                     // Bulgarian Lev, withdrawn 2026-01
	BHD                     // Bahraini Dinar
	BIF                     // Burundi Franc
	BMD                     // Bermudian Dollar
	BND                     // Brunei Dollar
	BOB                     // Boliviano
	BOP                     // Peso boliviano, withdrawn 1987-02
	BOV                     // Mvdol
	BRB                     // Cruzeiro, withdrawn 1986-03
	BRC                     // Cruzado, withdrawn 1989-02
	BRE                     // Cruzeiro, withdrawn 1993-03
	BRL                     // Brazilian Real
	BRN                     // New Cruzado, withdrawn 1990-03
	BRR                     // Cruzeiro Real, withdrawn 1994-07
	BSD                     // Bahamian Dollar
	BTN                     // Ngultrum
	BUK                     // Kyat, withdrawn 1990-02
	BWP                     // Pula
	BYB                     // Belarusian Ruble of 1994, withdrawn 2001-01
	BYN                     // Belarusian Ruble
	BYR                     // Belarusian Ruble, withdrawn 2017-01
	BZD                     // Belize Dollar
	CAD                     // Canadian Dollar
	CDF                     // Congolese Franc
	CHC                     // WIR Franc (for electronic), withdrawn 2004-11
	CHE                     // WIR Euro
	CHF                     // Swiss Franc
	CHW                     // WIR Franc
	CLF                     // Unidad de Fomento
	CLP                     // Chilean Peso
	CNY                     // Yuan Renminbi
	COP                     // Colombian Peso
	COU                     // Unidad de Valor Real
	CRC                     // Costa Rican Colon
	CSD                     // Serbian Dinar, withdrawn 2006-10
	CSJ                     // Krona A/53, withdrawn 1989–1990
	CSK                     // Koruna, withdrawn 1993-03
	CUC                     // Peso Convertible, withdrawn 2021-06
	CUP                     // Cuban Peso
	CVE                     // Cabo Verde Escudo
	CYP                     // Cyprus Pound, withdrawn 2008-01
	CZK                     // Czech Koruna
	DDM                     // Mark der DDR, withdrawn 1990-07–1990-09
	DEM                     // Deutsche Mark, withdrawn 2002-03
	DJF                     // Djibouti Franc
	DKK                     // Danish Krone
	DOP                     // Dominican Peso
	DZD                     // Algerian Dinar
	ECS                     // Sucre, withdrawn 2000-09
	ECV                     // Unidad de Valor Constante, withdrawn 2000-09
	EEK                     // Kroon, withdrawn 2011-01
	EGP                     // Egyptian Pound
	ERN                     // Nakfa
	ESA                     // Spanish Peseta, withdrawn 1978–1981
	ESB                     // A Account, convertible Peseta, withdrawn 1994-12
	ESP                     // Spanish Peseta, withdrawn 2002-03
	ETB                     // Ethiopian Birr
	EUR                     // Euro
	FIM                     // Markka, withdrawn 2002-03
	FJD                     // Fiji Dollar
	FKP                     // Falkland Islands Pound
	FRF                     // French Franc, withdrawn 2002-03
	GBP                     // Pound Sterling
	GEK                     // Georgian Coupon, withdrawn 1995-10
	GEL                     // Lari
	GHC                     // Cedi, withdrawn 2008-01
	GHP                     // Ghana Cedi, withdrawn 2007-06
	GHS                     // Ghana Cedi
	GIP                     // Gibraltar Pound
	GMD                     // Dalasi
	GNE                     // Syli, withdrawn 1989-12
	GNF                     // Guinean Franc
	GNS                     // Syli, withdrawn 1986-02
	GQE                     // Ekwele, withdrawn 1986-06
	GRD                     // Drachma, withdrawn 2002-03
	GTQ                     // Quetzal
	GWE                     // Guinea Escudo, withdrawn 1978–1981
	GWP                     // Guinea-Bissau Peso, withdrawn 1997-05
	GYD                     // Guyana Dollar
	HKD                     // Hong Kong Dollar
	HNL                     // Lempira
	HRD                     // Croatian Dinar, withdrawn 1995-01
	HRK                     // Croatian Kuna, withdrawn 2023-01
	HTG                     // Gourde
	HUF                     // Forint
	IDR                     // Rupiah
	IEP                     // Irish Pound, withdrawn 2002-03
	ILP                     // Pound, withdrawn 1978–1981
	ILR                     // Old Shekel, withdrawn 1989–1990
	ILS                     // New Israeli Sheqel
	INR                     // Indian Rupee
	IQD                     // Iraqi Dinar
	IRR                     // Iranian Rial
	ISJ                     // Old Krona, withdrawn 1989–1990
	ISK                     // Iceland Krona
	ITL                     // Italian Lira, withdrawn 2002-03
	JMD                     // Jamaican Dollar
	JOD                     // Jordanian Dinar
	JPY                     // Yen
	KES                     // Kenyan Shilling
	KGS                     // Som
	KHR                     // Riel
	KMF                     // Comorian Franc
	KPW                     // North Korean Won
	KRW                     // Won
	KWD                     // Kuwaiti Dinar
	KYD                     // Cayman Islands Dollar
	KZT                     // Tenge
	LAJ                     // Pathet Lao Kip, withdrawn 1979-12
	LAK                     // Lao Kip
	LBP                     // Lebanese Pound
	LKR                     // Sri Lanka Rupee
	LRD                     // Liberian Dollar
	LSL                     // Loti
	LSM                     // Loti, withdrawn 1985-05
	LTL                     // Lithuanian Litas, withdrawn 2014-12
	LTT                     // Talonas, withdrawn 1993-07
	LUC                     // Luxembourg Convertible Franc, withdrawn 1990-03
	LUF                     // Luxembourg Franc, withdrawn 2002-03
	LUL                     // Luxembourg Financial Franc, withdrawn 1990-03
	LVL                     // Latvian Lats, withdrawn 2014-01
	LVR                     // Latvian Ruble, withdrawn 1994-12
	LYD                     // Libyan Dinar
	MAD                     // Moroccan Dirham
	MDL                     // Moldovan Leu
	MGA                     // Malagasy Ariary
	MGF                     // Malagasy Franc, withdrawn 2004-12
	MKD                     // Denar
	MLF                     // Mali Franc, withdrawn 1984-11
	MMK                     // Kyat
	MNT                     // Tugrik
	MOP                     // Pataca
	MRO                     // Ouguiya, withdrawn 2017-12
	MRU                     // Ouguiya
	MTL                     // Maltese Lira, withdrawn 2008-01
	MTP                     // Maltese Pound, withdrawn 1983-06
	MUR                     // Mauritius Rupee
	MVQ                     // Maldive Rupee, withdrawn 1989-12
	MVR                     // Rufiyaa
	MWK                     // Malawi Kwacha
	MXN                     // Mexican Peso
	MXP                     // Mexican Peso, withdrawn 1993-01
	MXV                     // Mexican Unidad de Inversion
	MYR                     // Malaysian Ringgit
	MZE                     // Mozambique Escudo, withdrawn 1978–1981
	MZM                     // Mozambique Metical, withdrawn 2006-06
	MZN                     // Mozambique Metical
	NAD                     // Namibia Dollar
	NGN                     // Naira
	NIC                     // Cordoba, withdrawn 1990-10
	NIO                     // Cordoba Oro
	NLG                     // Netherlands Guilder, withdrawn 2002-03
	NOK                     // Norwegian Krone
	NPR                     // Nepalese Rupee
	NZD                     // New Zealand Dollar
	OMR                     // Rial Omani
	PAB                     // Balboa
	PEH                     // Sol, withdrawn 1989–1990
	PEI                     // Inti, withdrawn 1991-07
	PEN                     // Sol
	PES                     // Sol, withdrawn 1986-02
	PGK                     // Kina
	PHP                     // Philippine Peso
	PKR                     // Pakistan Rupee
	PLN                     // Zloty
	PLZ                     // Zloty, withdrawn 1997-01
	PTE                     // Portuguese Escudo, withdrawn 2002-03
	PYG                     // Guarani
	QAR                     // Qatari Rial
	RHD                     // Rhodesian Dollar, withdrawn 1978–1981
	ROK                     // Leu A/52, withdrawn 1989–1990
	ROL                     // Old Leu, withdrawn 2005-06
	RON                     // Romanian Leu
	RSD                     // Serbian Dinar
	RUB                     // Russian Ruble
	RUR                     // Russian Ruble, withdrawn 2004-01
	RWF                     // Rwanda Franc
	SAR                     // Saudi Riyal
	SBD                     // Solomon Islands Dollar
	SCR                     // Seychelles Rupee
	SDD                     // Sudanese Dinar, withdrawn 2007-07
	SDG                     // Sudanese Pound
	SDP                     // Sudanese Pound, withdrawn 1998-06
	SEK                     // Swedish Krona
	SGD                     // Singapore Dollar
	SHP                     // Saint Helena Pound
	SIT                     // Tolar, withdrawn 2007-01
	SKK                     // Slovak Koruna, withdrawn 2009-01
	SLE                     // Leone
	SLL                     // Leone, withdrawn 2023-12
	SOS                     // Somali Shilling
	SRD                     // Surinam Dollar
	SRG                     // Surinam Guilder, withdrawn 2003-12
	SSP                     // South Sudanese Pound
	STD                     // Dobra, withdrawn 2017-12
	STN                     // Dobra
	SUR                     // Rouble, withdrawn 1990-12
	SVC                     // El Salvador Colon
	SYP                     // Syrian Pound
	SZL                     // Lilangeni
	THB                     // Baht
	TJR                     // Tajik Ruble, withdrawn 2001-04
	TJS                     // Somoni
	TMM                     // Turkmenistan Manat, withdrawn 2009-01
	TMT                     // Turkmenistan New Manat
	TND                     // Tunisian Dinar
	TOP                     // Pa'anga
	TPE                     // Timor Escudo, withdrawn 2002-11
	TRL                     // Old Turkish Lira, withdrawn 2005-12
	TRY                     // Turkish Lira
	TTD                     // Trinidad and Tobago Dollar
	TWD                     // New Taiwan Dollar
	TZS                     // Tanzanian Shilling
	UAH                     // Hryvnia
	UAK                     // Karbovanet, withdrawn 1996-09
	UGS                     // Uganda Shilling, withdrawn 1987-05
	UGW                     // Old Shilling, withdrawn 1989–1990
	UGX                     // Uganda Shilling
	USD                     // US Dollar
	USN                     // US Dollar (Next day)
	USS                     // US Dollar (Same day), withdrawn 2014-03
	UYI                     // Uruguay Peso en Unidades Indexadas
	UYN                     // Old Uruguay Peso, withdrawn 1989-12
	UYP                     // Uruguayan Peso, withdrawn 1993-03
	UYU                     // Peso Uruguayo
	UYW                     // Unidad Previsional
	UZS                     // Uzbekistan Sum
	VEB                     // Bolivar, withdrawn 2008-01
	VED                     // Bolívar Soberano, digital
	VEF                     // Bolivar Fuerte, withdrawn 2018-08
	VES                     // Bolívar Soberano
	VNC                     // Old Dong, withdrawn 1989–1990
	VND                     // Dong
	VUV                     // Vatu
	WST                     // Tala
	XAD                     // Arab Accounting Dinar
	XAF                     // CFA Franc BEAC
	XAG                     // Silver
	XAU                     // Gold
	XBA                     // Bond Markets Unit European Composite Unit
	XBB                     // Bond Markets Unit European Monetary Unit
	XBC                     // Bond Markets Unit European Unit of Account 9
	XBD                     // Bond Markets Unit European Unit of Account 17
	XCD                     // East Caribbean Dollar
	XCG                     // Caribbean Guilder
	XDR                     // Special Drawing Right
	XEU                     // European Currency Unit, withdrawn 1999-01
	XFO                     // Gold-Franc, withdrawn 2006-10
	XFU                     // UIC-Franc, withdrawn 2013-11
	XOF                     // CFA Franc BCEAO
	XPD                     // Palladium
	XPF                     // CFP Franc
	XPT                     // Platinum
	XRE                     // RINET Funds Code, withdrawn 1999-11
	XSU                     // Sucre
	XTS                     // reserved for testing
	XUA                     // ADB Unit of Account
	XXX                     // no currency involved
	YDD                     // Yemeni Dinar, withdrawn 1991-09
	YER                     // Yemeni Rial
	YUD                     // New Yugoslavian Dinar, withdrawn 1990-01
	YUM                     // New Dinar, withdrawn 2003-07
	YUN                     // Yugoslavian Dinar, withdrawn 1995-11
	ZAL                     // Financial Rand, withdrawn 1995-03
	ZAR                     // Rand
	ZMK                     // Zambian Kwacha, withdrawn 2012-12
	ZMW                     // Zambian Kwacha
	ZRN                     // New Zaire, withdrawn 1999-06
	ZRZ                     // Zaire, withdrawn 1994-02
	ZWC                     // Rhodesian Dollar, withdrawn 1989-12
	ZWD                     // Zimbabwe Dollar (old), withdrawn 2008-08
	ZWG                     // Zimbabwe Gold
	ZWL                     // Zimbabwe Dollar, withdrawn 2024-09
	ZWN                     // Zimbabwe Dollar (new), withdrawn 2006-09
	ZWR                     // Zimbabwe Dollar, withdrawn 2009-06
)

// currencyCount is the number of codes in currencyCodes.
const currencyCount = Currency(len(currencyCodes) / 3)

// currencyCodes holds the code of currency c at 3×(c−1). A string, so that Code
// and ParseCurrency neither allocate nor need anything built at start.
const currencyCodes = "" +
	"ADPAEDAFAAFNALKALLAMDANGAOAAOKAONAORARAARPARSARYATSAUDAWGAYM" +
	"AZMAZNBADBAMBBDBDTBECBEFBELBGJBGKBGLBGNBHDBIFBMDBNDBOBBOPBOV" +
	"BRBBRCBREBRLBRNBRRBSDBTNBUKBWPBYBBYNBYRBZDCADCDFCHCCHECHFCHW" +
	"CLFCLPCNYCOPCOUCRCCSDCSJCSKCUCCUPCVECYPCZKDDMDEMDJFDKKDOPDZD" +
	"ECSECVEEKEGPERNESAESBESPETBEURFIMFJDFKPFRFGBPGEKGELGHCGHPGHS" +
	"GIPGMDGNEGNFGNSGQEGRDGTQGWEGWPGYDHKDHNLHRDHRKHTGHUFIDRIEPILP" +
	"ILRILSINRIQDIRRISJISKITLJMDJODJPYKESKGSKHRKMFKPWKRWKWDKYDKZT" +
	"LAJLAKLBPLKRLRDLSLLSMLTLLTTLUCLUFLULLVLLVRLYDMADMDLMGAMGFMKD" +
	"MLFMMKMNTMOPMROMRUMTLMTPMURMVQMVRMWKMXNMXPMXVMYRMZEMZMMZNNAD" +
	"NGNNICNIONLGNOKNPRNZDOMRPABPEHPEIPENPESPGKPHPPKRPLNPLZPTEPYG" +
	"QARRHDROKROLRONRSDRUBRURRWFSARSBDSCRSDDSDGSDPSEKSGDSHPSITSKK" +
	"SLESLLSOSSRDSRGSSPSTDSTNSURSVCSYPSZLTHBTJRTJSTMMTMTTNDTOPTPE" +
	"TRLTRYTTDTWDTZSUAHUAKUGSUGWUGXUSDUSNUSSUYIUYNUYPUYUUYWUZSVEB" +
	"VEDVEFVESVNCVNDVUVWSTXADXAFXAGXAUXBAXBBXBCXBDXCDXCGXDRXEUXFO" +
	"XFUXOFXPDXPFXPTXREXSUXTSXUAXXXYDDYERYUDYUMYUNZALZARZMKZMWZRN" +
	"ZRZZWCZWDZWGZWLZWNZWR"
