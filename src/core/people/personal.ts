// Which fields of a line hold personal data: by the field's own name, however deep it stands. The list
// takes rather too much than too little: what is split off is put back wherever it is delivered.

/** Field names without case, blanks and marks: `shipTo`, `ship_to` and `Ship-To` are one. */
const personal: ReadonlySet<string> = new Set([
  // Whoever it is about, with all that is said of them.
  ...['person', 'customer', 'buyer', 'purchaser', 'shopper', 'recipient', 'consignee', 'receiver'],
  ...['contact', 'contacts', 'addressee', 'cardholder', 'payer'],
  ...['shipto', 'billto', 'soldto', 'deliverto', 'address', 'addresses', 'shippingaddress'],
  ...['billingaddress', 'deliveryaddress', 'invoiceaddress', 'defaultaddress', 'postaladdress'],
  // One thing about them.
  ...['name', 'firstname', 'lastname', 'middlename', 'givenname', 'familyname', 'surname'],
  ...['fullname', 'customername', 'buyername', 'recipientname', 'contactname', 'cardholdername'],
  ...['shiptoname', 'billtoname', 'username', 'nickname', 'salutation'],
  ...['email', 'emailaddress', 'mail', 'customeremail', 'buyeremail', 'contactemail'],
  ...['phone', 'phonenumber', 'telephone', 'mobile', 'cellphone', 'fax', 'customerphone'],
  ...['buyerphone', 'contactphone', 'recipientphone'],
  ...['address1', 'address2', 'address3', 'addressline1', 'addressline2', 'addressline3'],
  ...['street', 'street1', 'street2', 'housenumber', 'apartment', 'city', 'zip', 'zipcode'],
  ...['postcode', 'postalcode', 'latitude', 'longitude'],
  ...['birthday', 'birthdate', 'dateofbirth', 'gender', 'passport', 'nationalid', 'taxid'],
  ...['ip', 'ipaddress', 'browserip', 'clientip', 'customerip', 'useragent'],
  // What they pay with; a merchant may not even keep most of it (PCI DSS 4.0.1, requirement 3).
  ...['card', 'creditcard', 'debitcard', 'paymentcard', 'cardnumber', 'creditcardnumber', 'pan'],
  ...['primaryaccountnumber', 'cvv', 'cvv2', 'cvc', 'cvc2', 'csc', 'securitycode', 'cardcode'],
  ...['cardverificationvalue', 'track1', 'track2', 'trackdata', 'iban', 'bankaccount'],
  ...['bankaccountnumber'],
  ...['customernote', 'buyernote', 'giftmessage', 'deliveryinstructions'],
]);

/** Goods have names, too. */
const notOfGoods: ReadonlySet<string> = new Set(['name', 'fullname']);

/** The form of a field's name in which it is looked for. */
export function plainField(field: string): string {
  return field.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

export interface Telling {
  /** The field stands within the lines of an order. */
  readonly ofGoods: boolean;
  /** Plain names that the contract adds. */
  readonly added: ReadonlySet<string>;
}

export function isPersonal(field: string, { ofGoods, added }: Telling): boolean {
  const plain = plainField(field);
  return added.has(plain) || (personal.has(plain) && !(ofGoods && notOfGoods.has(plain)));
}
