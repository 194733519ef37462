//! The orders of the trade, as a venue would take them: whole lots, prices on the tick.

use super::prices::Prices;
use super::{PositionSize, TargetFill};
use crate::calculators::trade::Order;
use crate::math::contract::Side;
use crate::math::rounding::Rounding;
use crate::spec::{Column, Kind, Reason, Unit, Value, Word, word};

pub(super) const COLUMNS: &[Column] = &[
    Column { name: "order", label: "Order", kind: Kind::Choice, unit: Unit::None, neutral: None },
    Column { name: "side", label: "Side", kind: Kind::Choice, unit: Unit::None, neutral: None },
    Column { name: "type", label: "Type", kind: Kind::Choice, unit: Unit::None, neutral: None },
    Column { name: "quantity", label: "Quantity", kind: Kind::Number, unit: Unit::Quantity, neutral: None },
    Column { name: "price", label: "Price", kind: Kind::Number, unit: Unit::Price, neutral: None },
    Column { name: "reduce_only", label: "Reduce only", kind: Kind::Choice, unit: Unit::None, neutral: None },
];

/// One order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct OrderLine {
    purpose: Word,
    buys: bool,
    kind: Word,
    quantity: f64,
    price: Option<f64>,
    reduces: bool,
}

/// The rows of the table.
pub(super) fn table(orders: &[OrderLine]) -> Value {
    let row = |order: &OrderLine| {
        vec![
            Value::Word(order.purpose),
            Value::Word(if order.buys { word("buy", "Buy") } else { word("sell", "Sell") }),
            Value::Word(order.kind),
            Value::Number(order.quantity),
            Value::number_or(order.price, Reason("At market")),
            Value::Word(if order.reduces { word("yes", "Yes") } else { word("no", "No") }),
        ]
    };
    Value::Table(orders.iter().map(row).collect())
}

impl PositionSize {
    /// Entry, stop and targets of a quantity; a target whose share is less than a lot gets none.
    pub(super) fn orders(&self, quantity: f64, prices: &Prices, plan: &[TargetFill]) -> Vec<OrderLine> {
        let opens = self.side == Side::Long;
        let exit =
            |purpose, kind, quantity, price| OrderLine { purpose, buys: !opens, kind, quantity, price, reduces: true };
        let entry = OrderLine {
            purpose: word("entry", "Entry"),
            buys: opens,
            kind: kind_of(self.entry_order),
            quantity,
            price: (self.entry_order == Order::Limit).then(|| self.on_tick(self.entry, !opens)),
            reduces: false,
        };
        let stop = prices.stop.map(|stop| {
            exit(word("stop", "Stop"), word("stop-market", "Stop market"), quantity, Some(self.stop_on_tick(stop)))
        });
        let targets = plan.iter().filter(|fill| fill.quantity > 0.0).map(|fill| {
            let kind = match self.target_order {
                Order::Limit => word("limit", "Limit"),
                Order::Market => word("take-profit-market", "Take profit market"),
            };
            exit(word("target", "Target"), kind, fill.quantity, Some(self.on_tick(fill.price, !opens)))
        });
        std::iter::once(entry).chain(stop).chain(targets).collect()
    }

    /// A stop on the tick, towards the entry: it never loses more than was counted with.
    fn stop_on_tick(&self, stop: f64) -> f64 {
        let nearer = self.on_tick(stop, self.side == Side::Long);
        let is_short_of_entry = self.side.sign() * (self.entry - nearer) > 0.0;
        if is_short_of_entry { nearer } else { self.on_tick(stop, self.side == Side::Short) }
    }

    fn on_tick(&self, price: f64, up: bool) -> f64 {
        self.terms.price_rule.round(price, if up { Rounding::Up } else { Rounding::Down })
    }
}

fn kind_of(order: Order) -> Word {
    match order {
        Order::Limit => word("limit", "Limit"),
        Order::Market => word("market", "Market"),
    }
}
