//! The plan in one line, and in one picture.

use super::results::{Ladder, Row};
use super::{PlanKind, RungState, ScalingPlan};
use crate::chart::{self, Band, Chart, Levels, Role, Tone};
use crate::figure::{number, signed, with_symbol};
use crate::math::contract::Side;
use crate::spec::{Naming, Reason, Severity, Statement, Unit};

/// What the worst step loses and needs, or what is in the way.
pub(super) fn statement(_: &ScalingPlan, ladder: &Ladder, naming: &Naming) -> Statement {
    let money = |sum: f64| with_symbol(sum, Unit::Money, naming);
    let amber = |words: String| Statement { words, severity: Severity::Warning };
    if let Some(Reason(words)) = ladder.unsized_because {
        return amber(format!("No order is sized. {words}"));
    }
    if let Some(at) = ladder.liquidated_at {
        return amber(format!("Liquidation comes first: after order {}, before its stop or the next order", at + 1));
    }
    if let Ok(funds) = ladder.funds
        && funds > ladder.free * (1.0 + 1e-9)
    {
        return amber(format!("The plan needs {}, and there is {}", money(funds), money(ladder.free)));
    }
    let is_held = ladder.rows.first().is_some_and(|row| row.step.is_filled);
    let next = match (ladder.next.quantity, ladder.next.price) {
        (Ok(quantity), Ok(price)) if is_held => format!(
            ". Up to {} may be added at {}",
            with_symbol(quantity, Unit::Quantity, naming),
            number(price, Unit::Price, naming)
        ),
        _ => String::new(),
    };
    match (ladder.worst, ladder.worst_rung) {
        (Ok(worst), Ok(order)) => {
            let words = format!("The stop never loses more than {}, most after order {order}{next}", money(worst));
            let is_over = worst > ladder.budget * (1.0 + 1e-9);
            if is_over { amber(words) } else { Statement { words, severity: Severity::Notice } }
        }
        (Ok(_), Err(_)) => Statement { words: format!("The stop loses nothing{next}"), severity: Severity::Notice },
        (Err(_), _) => amber("No stop limits what this may lose".to_owned()),
    }
}

impl ScalingPlan {
    /// The key of an order in the picture: that of the field or of the row of the table that it is typed in, where there is one.
    fn place_of_order(&self, at: usize) -> String {
        let rows = |state: RungState| self.rungs.iter().enumerate().filter(move |(_, rung)| rung.state == state);
        let row = rows(RungState::Filled).chain(rows(RungState::Open)).map(|(row, _)| row + 1).nth(at);
        match (self.plan, row) {
            (PlanKind::Custom, Some(row)) => format!("rung-{row}"),
            (PlanKind::Pyramid | PlanKind::SafetyOrders, _) if at == 0 && self.fills.is_empty() => "entry".to_owned(),
            _ => format!("order-{}", at + 1),
        }
    }
}

/// Every order, the stop, the targets, the average and liquidation on one axis.
pub(super) fn chart(input: &ScalingPlan, ladder: &Ladder, naming: &Naming) -> Option<Chart> {
    let level = |(key, role): (&str, Role), name: String, price: f64| chart::Level {
        key: key.to_owned(),
        role,
        name,
        notes: Vec::new(),
        price,
        price_text: number(price, Unit::Price, naming),
    };
    let order = |(at, row): (usize, &Row)| {
        let role = if row.step.is_filled { Role::Entry } else { Role::Rung };
        let quantity = with_symbol(row.step.quantity, Unit::Quantity, naming);
        level((&input.place_of_order(at), role), format!("{}: {quantity}", at + 1), row.step.price)
    };
    let mut levels: Vec<chart::Level> = ladder.rows.iter().enumerate().map(order).collect();
    let mut push = |key: (&str, Role), name: &str, (price, note): (Result<f64, Reason>, Option<f64>)| {
        let notes = note.map(|sum| signed(sum, Unit::Money, naming)).into_iter().collect();
        levels.extend(price.ok().map(|price| chart::Level { notes, ..level(key, name.to_owned(), price) }));
    };
    push(("average_entry", Role::Average), "Average", (ladder.last(|row| row.entry), None));
    push(("stop", Role::Stop), "Stop", (ladder.last(|row| row.stop), ladder.last(|row| row.at_stop).ok()));
    push(("liquidation_price", Role::Liquidation), "Liquidation", (ladder.last(|row| row.price), None));
    for (at, price) in ladder.targets.iter().enumerate() {
        let name = if ladder.targets.len() == 1 { "Target".to_owned() } else { format!("Target {}", at + 1) };
        push((&format!("target-{}", at + 1), Role::Target), &name, (Ok(*price), None));
    }
    let band = |to: String, tone: Tone| Band { from: "average_entry".to_owned(), to, tone };
    let farthest = ladder.targets.iter().enumerate().max_by(|(_, one), (_, other)| {
        let ahead = |price: f64| input.side.sign() * price;
        ahead(**one).total_cmp(&ahead(**other))
    });
    let gain = farthest.map(|(at, _)| band(format!("target-{}", at + 1), Tone::Gain));
    let at_stop = ladder.last(|row| row.at_stop).ok();
    let loss = at_stop.map(|sum| band("stop".to_owned(), if sum < 0.0 { Tone::Loss } else { Tone::Gain }));
    let side = if input.side == Side::Long { "long" } else { "short" };
    Some(Chart::Levels(Levels {
        title: format!("Orders of the {side}"),
        levels,
        bands: gain.into_iter().chain(loss).collect(),
    }))
}
