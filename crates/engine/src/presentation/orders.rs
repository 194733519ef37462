//! The orders of a trade as text for people and as CSV for programs, from the table of orders of the outcome.

use super::Sheet;
use crate::figure::number;
use crate::number_text::{canonical, decimals_for, rounded};
use crate::spec::{Column, OutputRow, Unit, Value};

/// The table that holds them.
const ORDERS: &str = "orders";

/// Prices without a grid are written with so many figures.
const FIGURES: i32 = 10;

impl Sheet {
    /// Entry, reduce-only stop and targets, a line each, as one would read them out; none where there are no orders.
    pub fn orders_text(&self) -> Option<String> {
        let (row, orders) = self.orders()?;
        let naming = self.naming();
        let line = |order: &Vec<Value>| {
            let cell = |name: &str| at(row.columns, order, name);
            let quantity = cell("quantity").map(plain).unwrap_or_default();
            let price = match cell("price") {
                Some(Value::Number(price)) => {
                    format!(" at {}", number(*price, Unit::Price, naming))
                }
                _ => String::new(),
            };
            let reduce = if cell("reduce_only").map(plain).as_deref() == Some("yes") { ", reduce only" } else { "" };
            let unit = naming.symbol(Unit::Quantity);
            format!(
                "{}: {} {quantity} {unit}, {}{price}{reduce}",
                label(cell("order")),
                label(cell("side")).to_lowercase(),
                label(cell("type")).to_lowercase()
            )
        };
        let lines: Vec<String> = orders.iter().map(line).collect();
        Some(std::iter::once(self.orders_title()).chain(lines).collect::<Vec<_>>().join("\n"))
    }

    /// The same as comma-separated values with a header, numbers bare.
    pub fn orders_csv(&self) -> Option<String> {
        let (row, orders) = self.orders()?;
        let symbol = self.text("symbol").replace([',', '"', '\n'], " ");
        let header = row.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(",");
        let line = |order: &Vec<Value>| {
            let cells = order.iter().map(plain).collect::<Vec<_>>().join(",");
            format!("{symbol},{cells}")
        };
        let lines = std::iter::once(format!("symbol,{header}")).chain(orders.iter().map(line));
        Some(lines.collect::<Vec<_>>().join("\n") + "\n")
    }

    fn orders(&self) -> Option<(&'static OutputRow, &Vec<Vec<Value>>)> {
        let (row, value) = self.outcome.outputs.iter().find(|(row, _)| row.key.name == ORDERS)?;
        match value {
            Value::Table(orders) if !orders.is_empty() => Some((row, orders)),
            _ => None,
        }
    }

    fn orders_title(&self) -> String {
        match self.text("symbol") {
            "" => format!("{} in {}", self.naming().base, self.naming().quote),
            symbol => symbol.to_owned(),
        }
    }
}

fn at<'v>(columns: &[Column], order: &'v [Value], name: &str) -> Option<&'v Value> {
    let place = columns.iter().position(|column| column.name == name)?;
    order.get(place)
}

fn label(cell: Option<&Value>) -> &'static str {
    match cell {
        Some(Value::Word(word)) => word.label,
        _ => "",
    }
}

/// A cell as a program takes it; empty for what is absent.
fn plain(cell: &Value) -> String {
    match cell {
        Value::Number(number) => canonical(rounded(*number, decimals_for(*number, FIGURES, 0))),
        Value::Word(word) => word.code.to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Sheet;
    use crate::scenario::{Profile, Scenario};

    fn sheet(changes: &[(&str, &str)]) -> Sheet {
        let typed = [
            ("side", "long"),
            ("entry", "65000.07"),
            ("stop", "63500"),
            ("targets", "50@1r,30@2r,20@4r"),
            ("equity", "10000"),
            ("risk_pct", "1"),
            ("leverage", "10"),
            ("lot_step", "0.01"),
            ("price_rule", "0.5"),
            ("base", "BTC"),
            ("symbol", "BTCUSDT"),
        ];
        let texts = typed.iter().chain(changes).map(|(key, text)| (*key, *text)).collect();
        let scenario = Scenario { slug: "position-size".to_owned(), texts, ..Scenario::default() };
        Sheet::new(&scenario, &Profile::new())
    }

    #[test]
    fn orders_are_read_out_with_the_exits_reducing_only() {
        // 100 / 1500.07 is 0.0666: 0.06, of which a half is 0.03, three tenths 0.01, and the rest 0.02.
        let text = sheet(&[]).orders_text().unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines,
            [
                "BTCUSDT",
                "Entry: buy 0.06 BTC, limit at 65,000",
                "Stop: sell 0.06 BTC, stop market at 63,500, reduce only",
                "Target: sell 0.03 BTC, limit at 66,500, reduce only",
                "Target: sell 0.01 BTC, limit at 68,000, reduce only",
                "Target: sell 0.02 BTC, limit at 71,000, reduce only",
            ]
        );
    }

    #[test]
    fn as_csv_every_order_is_a_row_of_bare_numbers() {
        let csv = sheet(&[("entry_order", "market"), ("targets", "100@2r")]).orders_csv().unwrap();
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(
            lines,
            [
                "symbol,order,side,type,quantity,price,reduce_only",
                "BTCUSDT,entry,buy,market,0.06,,no",
                "BTCUSDT,stop,sell,stop-market,0.06,63500,yes",
                "BTCUSDT,target,sell,limit,0.06,68000,yes",
            ]
        );
    }

    #[test]
    fn a_target_of_less_than_a_lot_has_no_order_and_the_last_takes_it() {
        let csv = sheet(&[("targets", "10@1r,90@2r")]).orders_csv().unwrap();
        assert_eq!(csv.lines().count(), 4);
        assert!(csv.ends_with("BTCUSDT,target,sell,limit,0.06,68000,yes\n"));
    }

    #[test]
    fn where_nothing_may_be_traded_there_is_nothing_to_copy() {
        assert_eq!(sheet(&[("equity", "10")]).orders_text(), None);
        let kelly = Scenario { slug: "kelly".to_owned(), is_sample: true, ..Scenario::default() };
        assert_eq!(Sheet::new(&kelly, &Profile::new()).orders_csv(), None);
    }
}
