// # Platforms
//
// Where the facts come from in six platforms. On the left of "=" stands the
// field of the fact, on the right what the platform calls it; "not recorded"
// means that the platform keeps no such thing by itself, and that it comes from
// another system or stays unknown. Which words of a status stand for which code
// is the seller's own to say. Names are those of the platforms' public
// interfaces, which differ between versions and editions; custom fields may hold
// more.
//
// Account
//
//	Adobe Commerce   company: ID = id, Name = company_name, Segment = customer_group_id,
//	                 SalesRep = sales_representative_id, Country = country_id, Region = region;
//	                 ParentID = company relation; FirstOrderAt, MergedInto, AcquiredBy not recorded
//	commercetools    BusinessUnit: ID = key, ParentID = parentUnit, CreatedAt = createdAt; a division
//	                 is an account of its own; SalesRep, MergedInto, AcquiredBy not recorded
//	OroCommerce      Customer: ID = id, ParentID = parent, Segment = group, CreatedAt = createdAt,
//	                 SalesRep = salesRepresentatives; MergedInto, AcquiredBy not recorded
//	BigCommerce B2B  company: ID = id, Name = companyName, Segment = bcGroupName, ParentID = parent
//	                 company of the hierarchy; MergedInto, AcquiredBy not recorded
//	Shopify B2B      CompanyLocation: ID = id, ParentID = company.id (an account too), CreatedAt =
//	                 createdAt; FirstOrderAt, MergedInto, AcquiredBy not recorded
//	Salesforce B2B   Account with a BuyerAccount: ID = Id, ParentID = ParentId, MergedInto =
//	                 MasterRecordId (of deleted records), CreatedAt = CreatedDate, Industry = Industry,
//	                 SalesRep = OwnerId, AcquiredBy.Source = AccountSource
//
// Order and Line
//
//	Adobe Commerce   order: ID = increment_id, PlacedAt = created_at, Status = state and status, CartID =
//	                 quote_id, Goods = subtotal, Discount = discount_amount without its minus sign,
//	                 Tax = tax_amount, Shipping = shipping_amount, Total = grand_total, currency =
//	                 order_currency_code, Payments = payment.method, DeliveryMode = shipping_method;
//	                 of an order with a purchase order PlacedAt = created_at of that; items: ProductID =
//	                 sku, Quantity = qty_ordered, UnitPrice = price, ListPrice = original_price,
//	                 UnitCost = base_cost; Channel, VisitorID, SessionID not recorded
//	commercetools    Order: ID = orderNumber or id, PlacedAt = createdAt, Status = orderState, AccountID =
//	                 businessUnit, BuyerID = customerId, VisitorID = anonymousId, CartID = cart, QuoteID =
//	                 quote, PlacedBy = origin, Total = taxedPrice.totalGross, Shipping = shippingInfo.price,
//	                 Payments = paymentInfo; lineItems: Quantity = quantity, UnitPrice = price.value,
//	                 Discount = from discountedPricePerQuantity; Channel, SessionID not recorded
//	OroCommerce      Order: ID = identifier, PlacedAt = createdAt, Status = internal_status, AccountID =
//	                 customer, BuyerID = customerUser, QuoteID = sourceEntityId where the source is a
//	                 quote, Goods = subtotal, Discount = total discounts, Total = total; lineItems:
//	                 ProductID = product, Quantity = quantity, UnitPrice = value; Channel not recorded
//	BigCommerce B2B  order: ID = id, PlacedAt = date_created, Status = status, AccountID = companyId of the
//	                 B2B order, Goods = subtotal_ex_tax, Discount = discount_amount + coupon_discount,
//	                 Tax = total_tax, Shipping = shipping_cost_ex_tax, Fees = handling_cost_ex_tax,
//	                 Total = total_inc_tax, Payments = payment_method, CartID = cart_id, Channel = from
//	                 order_source; orders that only pay an invoice are no orders
//	Shopify B2B      Order: ID = id, PlacedAt = processedAt, CancelledAt = cancelledAt, AccountID =
//	                 purchasingEntity.location, BuyerID = purchasingEntity.contact, Channel = from
//	                 sourceName, SalesRep = staffMember, Goods - Discount = subtotalPriceSet, Tax =
//	                 totalTaxSet, Shipping = totalShippingPriceSet, Total = totalPriceSet, Payments =
//	                 paymentGatewayNames (amounts in transactions), Test = test; lineItems: UnitPrice =
//	                 originalUnitPriceSet, Quantity = quantity; Status has to be made from the
//	                 fulfillment status; SessionID not recorded
//	Salesforce B2B   OrderSummary: ID = OrderNumber, PlacedAt = OrderedDate, Status = Status, AccountID =
//	                 AccountId, Channel = SalesChannelId, Goods = TotalProductAmount, Tax =
//	                 TotalTaxAmount, Total = GrandTotalAmount, all of the original order, since a
//	                 summary nets returns off; OrderItemSummary: ProductID = Product2Id, Quantity =
//	                 QuantityOrdered, UnitPrice = UnitPrice, ListPrice = ListPrice; SessionID not recorded
//
// Refund
//
//	Adobe Commerce   credit memo: ID = increment_id, OrderID = order_id, RefundedAt = created_at, Goods =
//	                 subtotal less discount_amount, Tax = tax_amount, Shipping = shipping_amount
//	commercetools    transaction of type Refund of a Payment: RefundedAt = timestamp, amount of all in
//	                 one; what came back is in returnInfo of the order
//	OroCommerce      not recorded as a document; from the ERP
//	BigCommerce B2B  refund: OrderID = order_id, RefundedAt = created, Reason = reason, Lines = items
//	Shopify B2B      Refund: ID = id, RefundedAt = createdAt, Lines = refundLineItems (Quantity = quantity,
//	                 Goods = subtotalSet), Tax = totalTaxSet of the lines
//	Salesforce B2B   ReturnOrder and CreditMemo of the order summary; Lines = ReturnOrderLineItem
//
// Approval
//
//	Adobe Commerce   purchase order: SubmittedAt = created_at, Decision = status, DecidedAt and ApproverID
//	                 from history_log; Automatic where it needed no rule; Tier = 1, Round = 1
//	commercetools    ApprovalFlow: OrderID = order, Decision = status, each of approvals a step with
//	                 ApproverID = approver and DecidedAt = approvedAt, rejection one with rejecter,
//	                 rejectedAt and reason; Tier from the approvers of the rules, SubmittedAt = createdAt
//	OroCommerce      steps of the checkout workflow (Enterprise edition); times from the workflow's
//	                 transition records
//	BigCommerce B2B  not recorded
//	Shopify B2B      not recorded; an order for review is a DraftOrder
//	Salesforce B2B   ProcessInstance: SubmittedAt = CreatedDate, SubmitterID = SubmittedById;
//	                 ProcessInstanceStep: ApproverID = ActorId, Decision = StepStatus
//
// Quote
//
//	Adobe Commerce   negotiable quote: ID = quote_id, Outcome = status (ordered, declined, expired,
//	                 closed), Value = negotiated price, ValidUntil = expiration_period; Revision,
//	                 OfferedAt and DecidedAt from its history: each submitted_by_admin is an offer
//	commercetools    QuoteRequest is Revision 0 (RequestedAt = createdAt); each Quote an offer: OfferedAt =
//	                 createdAt, ValidUntil = validTo, Value = totalPrice, Outcome = quoteState;
//	                 DecidedAt = lastModifiedAt
//	OroCommerce      Request is Revision 0; Quote: ID = qid, ValidUntil = validUntil, Outcome = expired and
//	                 customer_status, SalesRep = assignedUsers; OfferedAt when internal_status became
//	                 sent to customer; the versions of a quote are not recorded
//	BigCommerce B2B  quote: ID = quoteNumber, RequestedAt = createdAt, ValidUntil = expiredAt, Value =
//	                 subtotal - discount, Outcome = status (an order's ID in orderId), SalesRep =
//	                 salesRep, LineCount of productsList; OfferedAt from trackingHistory; no declines
//	Shopify B2B      DraftOrder: ID = id, RequestedAt = createdAt, OfferedAt = invoiceSentAt, Outcome
//	                 accepted = completedAt; ValidUntil, declines, versions not recorded
//	Salesforce B2B   Quote: ID = QuoteNumber, OfferedAt = when Status became Presented, ValidUntil = day
//	                 after ExpirationDate, Value = TotalPrice, ListValue = Subtotal, Outcome = Status;
//	                 versions not recorded
//
// Cart
//
//	Adobe Commerce   quote: ID = entity_id, CreatedAt = created_at, LastActivityAt = updated_at, Lines =
//	                 items_count, Value = subtotal with discount, OrderID = reserved_order_id
//	commercetools    Cart: ID = id, CreatedAt = createdAt, LastActivityAt = lastModifiedAt, Outcome =
//	                 cartState (Active, Ordered, Merged), Value = from lineItems
//	OroCommerce      ShoppingList: ID = id, CreatedAt = createdAt; its Checkout: CheckoutAt = createdAt,
//	                 Outcome = completed
//	BigCommerce B2B  cart: ID = id, CreatedAt = created_time, LastActivityAt = updated_time, Value =
//	                 cart_amount
//	Shopify B2B      AbandonedCheckout: CreatedAt = createdAt, OrderedAt = completedAt; carts that never
//	                 came to the checkout are not recorded
//	Salesforce B2B   WebCart: ID = Id, AccountID = AccountId, BuyerID = OwnerId, CreatedAt = CreatedDate,
//	                 Outcome = Status, Value = TotalProductAmount
//
// All: PaymentAt, LongestIdle and the session not recorded; a storefront's
// events say more.
//
// Session
//
//	OroCommerce      TrackingVisit: VisitorID = visitorUid, StartedAt = firstActionTime, EndedAt =
//	                 lastActionTime, BuyerID = userIdentifier; Marks = TrackingVisitEvent
//	Shopify B2B      of orders alone, customerJourneySummary: source, landing page, campaign of the visits
//	the others       not recorded; from a web analytics tool that keeps single visits, joined by the
//	                 visitor and, after login, the buyer
//
// AccountRequest
//
//	Adobe Commerce   company: Decision = status (0 pending, 1 approved, 2 rejected), Contact =
//	                 company_email, DecidedAt = rejected_at of the rejected; ReceivedAt not recorded
//	commercetools    not recorded; a BusinessUnit that is still Inactive, by the seller's convention
//	OroCommerce      registration of a CustomerUser: ReceivedAt = createdAt, Contact = email, Decision =
//	                 confirmed and enabled; DecidedAt not recorded
//	BigCommerce B2B  company: Decision = companyStatus; DecidedAt not recorded
//	Shopify B2B      not recorded by itself; from the form that asks for an account
//	Salesforce B2B   Lead: ReceivedAt = CreatedDate, Contact = Email, Company = Company, Decision = Status,
//	                 DecidedAt = ConvertedDate, AccountID = ConvertedAccountId, Source = LeadSource
//
// Spend, SurveyResponse, Milestone, Allocation, CashFlow
//
//	Salesforce B2B   Campaign: Spend.Amount = ActualCost, From and To = StartDate and EndDate; surveys in
//	                 Feedback Management
//	the others       not recorded: advertising accounts and the books, the survey tool, the project tool,
//	                 the time sheets
//
// What none of them records is Order.SessionID, by which visits become
// conversions without guessing: let the storefront write it into the order, or
// count conversions by visitor or buyer within a window.
package model
