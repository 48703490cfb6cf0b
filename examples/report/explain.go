package main

import (
	"strings"

	"github.com/ecomkpi/ecomkpi/kpi"
)

// warnings says in plain words what the warnings of the KPIs mean.
var warnings = map[string]phrase{
	"rows without fact.account": {
		"orders and refunds that name no account, such as those of guests: nobody knows which customer they are of, so they count for none",
		"commandes et avoirs sans compte, par exemple d'invités : on ignore de quel client ils sont, ils ne comptent donc pour aucun",
	},
	"rows without fact.visitor": {
		"sessions without consent, and online orders without a visit, name no visitor: they are on neither side of the rate",
		"sessions sans consentement et commandes en ligne sans visite, qui ne nomment aucun visiteur : elles ne sont ni au numérateur ni au dénominateur",
	},
	"rows without session.visitor": {
		"sessions without consent name no visitor: nobody knows whether the visitor is counted already, so they are not counted",
		"sessions sans consentement, qui ne nomment aucun visiteur : on ignore s'il est déjà compté, elles ne le sont donc pas",
	},
	"rows without fact.person": {
		"orders or sessions that name no buyer: they are on neither side of the rate",
		"commandes ou sessions qui ne nomment aucun acheteur : elles ne sont ni au numérateur ni au dénominateur",
	},
	"quotes still open": {
		"quotes that are not decided and still bind: neither won nor lost yet, so not in the rate",
		"devis non décidés et encore valables : ni gagnés ni perdus, ils ne sont pas encore dans le taux",
	},
	"carts whose window is still open": {
		"carts that were touched so lately that they may still be ordered: not in the rate yet",
		"paniers touchés depuis trop peu de temps pour être abandonnés : ils ne sont pas encore dans le taux",
	},
	"logins whose window is still open": {
		"logins so late that an order may still follow: not in the rate yet",
		"connexions trop récentes pour savoir si une commande suivra : elles ne sont pas encore dans le taux",
	},
	"milestones not due yet": {
		"milestones that are not due yet: not in the rate",
		"jalons qui ne sont pas encore dus : ils ne sont pas dans le taux",
	},
	"customers of a look-back that begins before the supplied history": {
		"customers of a look-back that begins before the facts do: customers of its beginning are missing",
		"clients d'une période de référence qui commence avant les faits : les clients de son début manquent",
	},
	"new customers may have ordered before the supplied history": {
		"customers who seem new, but may have ordered before the facts begin",
		"clients qui semblent nouveaux, mais ont pu commander avant le début des faits",
	},
	"short sessions that do not tell whether they bounced": {
		"short sessions of which interactions were not recorded: not known whether they bounced",
		"sessions courtes dont les interactions ne sont pas enregistrées : on ignore si elles ont rebondi",
	},
	"counted orders without order.channel": {
		"orders of unknown channel, which are neither online nor offline",
		"commandes de canal inconnu, ni en ligne ni hors ligne",
	},
	"orders without opening hours of their branch": {
		"orders for whose branch there are no opening hours: left out",
		"commandes d'une agence sans horaires d'ouverture : laissées de côté",
	},
	"counted orders without a payment method": {
		"orders whose payment method is not known: in no group",
		"commandes dont le mode de paiement est inconnu : dans aucun groupe",
	},
	"refunds of no order that is there": {
		"refunds that name no order, such as credit notes for a year: taken off the sum all the same",
		"avoirs qui ne nomment aucune commande, comme une remise de fin d'année : déduits malgré tout",
	},
	"rows without amount": {
		"facts without an amount: not in the sum",
		"faits sans montant : hors de la somme",
	},
}

// reasons says why there is no figure.
var reasons = map[kpi.Reason]phrase{
	kpi.NoDenominator: {"there is nothing to divide by", "il n'y a rien par quoi diviser"},
	kpi.NoData:        {"there are no such facts in the range", "il n'y a pas de tels faits dans la période"},
	kpi.NoHistory:     {"nobody was there before: the facts do not reach back that far", "il n'y avait personne avant : les faits ne remontent pas si loin"},
	kpi.WindowOpen:    {"too early to tell: no window has elapsed", "trop tôt pour le dire : aucun délai n'est écoulé"},
	kpi.MixedCurrency: {"amounts of several currencies, which do not add up without rates", "montants en plusieurs devises, qui ne s'additionnent pas sans taux"},
	kpi.MissingFacts:  {"facts of that kind were not supplied", "les faits de cette sorte n'ont pas été fournis"},
	kpi.MissingField: {
		"a field that the KPI needs is recorded nowhere, or an assumption was not made",
		"un champ nécessaire n'est enregistré nulle part, ou une hypothèse n'est pas donnée",
	},
	kpi.UnplacedStatus: {"an order status of which the policy does not say whether it counts", "un statut de commande dont on ne sait pas s'il compte"},
	kpi.OutOfRange:     {"the exact value is too large", "la valeur exacte est trop grande"},
	kpi.MissingRate:    {"an exchange rate is missing", "un taux de change manque"},
}

// explained is a warning in plain words; false where it has to speak for itself.
func (l language) explained(text string) (string, bool) {
	if p, ok := warnings[text]; ok {
		return l.of(p), true
	}
	if what, ok := strings.CutPrefix(text, "rows without "); ok {
		return l.of(phrase{"facts of which " + what + " is not known: left out", "faits dont " + what + " est inconnu : laissés de côté"}), true
	}
	return text, false
}

// undefined says why there is no figure, and what about.
func (l language) undefined(r kpi.Result[kpi.Figure]) string {
	text := l.of(reasons[r.Why()])
	if r.Detail() != "" {
		text += " (" + r.Detail() + ")"
	}
	return text
}
