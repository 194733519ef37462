//! What venues and spreadsheets call the columns of our tables. Names are compared without case, spaces, marks and
//! what stands in brackets.

/// The names that stand over the same thing elsewhere.
pub struct Heading {
    /// Our columns that it may be.
    pub columns: &'static [&'static str],
    /// Its other names.
    pub names: &'static [&'static str],
    /// Names that can mean something else as well: taken where no better one is there, and told.
    pub perhaps: &'static [&'static str],
    /// Names of programs' own files that hold fractions where we hold percent.
    pub fractions: &'static [&'static str],
}

const fn heading(columns: &'static [&'static str], names: &'static [&'static str]) -> Heading {
    Heading { columns, names, perhaps: &[], fractions: &[] }
}

impl Heading {
    const fn perhaps(mut self, names: &'static [&'static str]) -> Heading {
        self.perhaps = names;
        self
    }

    const fn fractions(mut self, names: &'static [&'static str]) -> Heading {
        self.fractions = names;
        self
    }
}

/// Every heading that is known, the better names first.
#[rustfmt::skip] // one heading, one line
pub static HEADINGS: &[Heading] = &[
    heading(&["symbol"], &["symbol", "instrument", "instid", "instrumentname", "market", "pair", "ticker", "coin"]),
    heading(&["asset", "symbol"], &["asset", "coin", "currency", "ccy", "token"]),
    heading(&["contract"], &["contracttype", "type", "kind", "category", "settlement"]),
    heading(&["side"], &["side", "direction", "positionside", "posside", "buysell", "longshort"]),
    heading(&["quantity"], &["quantity", "qty", "size", "positionamt", "positionsize", "szi", "sz", "pos", "possize", "currentqty", "netqty"]).perhaps(&["amount", "position"]),
    heading(&["entry", "entry_price"], &["entryprice", "entry", "avgentryprice", "averageentryprice", "avgentry", "averageentry", "avgprice", "averageprice", "avgpx", "entrypx", "avgopenprice"]).perhaps(&["openprice", "price"]),
    heading(&["mark", "mark_price"], &["markprice", "mark", "markpx"]).perhaps(&["lastprice", "last", "indexprice"]),
    heading(&["stop"], &["stop", "stoploss", "stoplossprice", "stopprice", "sl", "slprice"]),
    heading(&["leverage"], &["leverage", "lever", "lev"]),
    heading(&["position_margin", "margin"], &["positionmargin", "isolatedmargin", "marginused", "margin"]),
    heading(&["margin_mode"], &["marginmode", "margintype", "mgnmode", "tdmode"]),
    heading(&["cap"], &["notionalcap", "cap", "maxnotional", "maxnotionalvalue", "notionalupto", "positionbracket", "risklimit", "risklimitvalue", "maxposition", "positionlimit"]).perhaps(&["notional", "notionalvalue"]),
    heading(&["rate_pct", "maintenance_pct"], &["maintenancemarginrate", "maintenancemarginratio", "maintenancemargin", "maintenancerate", "mmr", "maintenance"]).fractions(&["maintmarginratio", "maintenancemarginfraction"]),
    heading(&["max_leverage"], &["maxleverage", "maximumleverage", "leverageupto", "maxlever", "initialleverage", "leverage"]),
    heading(&["deduction"], &["deduction", "maintenanceamount", "maintamount", "mmdeduction", "quickdeduction", "cum"]),
    heading(&["balance", "quantity", "amount"], &["balance", "walletbalance", "totalbalance", "supplied", "borrowed", "total", "amount", "quantity"]).perhaps(&["equity", "available"]),
    heading(&["price"], &["price", "oracleprice", "usdprice", "indexprice", "markprice"]),
    heading(&["weight_pct", "collateral_weight_pct"], &["weight", "collateralweight", "collateralratio", "collateralvalueratio"]).fractions(&["discountrate"]),
];

/// A heading without case, spaces, marks and brackets.
///
/// ```text
/// Avg. Entry Price (USDT) -> avgentryprice
/// ```
pub fn plain(heading: &str) -> String {
    let outside = heading.split(['(', '[']).next().unwrap_or_default();
    outside.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// What stands in brackets behind a heading: often its unit.
pub fn in_brackets(heading: &str) -> &str {
    let inside = heading.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
    inside.map_or("", |(inside, _)| inside.trim())
}
