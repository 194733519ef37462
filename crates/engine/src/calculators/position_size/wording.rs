//! What the size comes down to, in one line and one picture.

use super::{PositionSize, Sized};
use crate::calculators::trade::MarginMode;
use crate::chart::{self, Band, Chart, Levels, Role, Tone};
use crate::figure::{number, with_symbol};
use crate::math::contract::Side;
use crate::math::sizing::Limit;
use crate::spec::{Naming, Severity, Statement, Unit};

/// What binds, what it costs, and what would lift it.
pub(super) fn statement(input: &PositionSize, sized: &Sized, naming: &Naming) -> Statement {
    let quantity = || with_symbol(sized.size.quantity, Unit::Quantity, naming);
    match sized.size.binding {
        Limit::Risk => stop_first(input, sized, naming),
        Limit::Typed => typed(sized, naming),
        Limit::MinQuantity => too_small(sized, naming),
        limit => Statement {
            words: format!(
                "{} this to {}: {}. {}",
                limits(limit),
                quantity(),
                cost(sized, naming),
                lifting(limit, sized, naming)
            ),
            severity: Severity::Warning,
        },
    }
}

fn stop_first(input: &PositionSize, sized: &Sized, naming: &Naming) -> Statement {
    let comes_first = match (sized.stop_price, sized.liquidation) {
        (Some(stop), Ok(liquidation)) => input.side.sign() * (stop - liquidation) > 0.0,
        _ => true,
    };
    let words = match (sized.stop_price, sized.leverage_max_for_stop, input.margin_mode) {
        (None, ..) => format!(
            "One average true range moves this by {}",
            sized.risked.map_or(String::new(), |risked| with_symbol(risked, Unit::Money, naming))
        ),
        (_, Ok(leverage), _) if comes_first => {
            format!("The stop comes first. Leverage from 1× to {}× keeps it so", number(leverage, Unit::Times, naming))
        }
        (_, Ok(leverage), _) => format!(
            "Liquidation comes before the stop. Leverage up to {}× would keep the stop first",
            number(leverage, Unit::Times, naming)
        ),
        (_, Err(_), MarginMode::Cross) if comes_first => "The stop comes first".to_owned(),
        _ if comes_first => "The stop comes first".to_owned(),
        _ => "Liquidation comes before the stop, whatever the leverage".to_owned(),
    };
    Statement { words, severity: if comes_first { Severity::Notice } else { Severity::Warning } }
}

fn typed(sized: &Sized, naming: &Naming) -> Statement {
    let exceeded = sized
        .size
        .allowances
        .iter()
        .find(|allowance| allowance.limit != Limit::Risk && allowance.quantity < sized.size.quantity);
    let risks = match (sized.risked, sized.risked_share) {
        (Ok(risked), Ok(share)) => format!(
            "This risks {}, {} % of equity",
            with_symbol(risked, Unit::Money, naming),
            number(share, Unit::Percent, naming)
        ),
        _ => "Without a stop there is no telling what this risks".to_owned(),
    };
    match exceeded {
        Some(allowance) => Statement {
            words: format!(
                "{risks}, but {}",
                only_allows(allowance.limit, &with_symbol(allowance.quantity, Unit::Quantity, naming))
            ),
            severity: Severity::Warning,
        },
        None => Statement { words: risks, severity: Severity::Notice },
    }
}

fn only_allows(limit: Limit, quantity: &str) -> String {
    let subject = limits(limit);
    let subject = subject.strip_suffix(" limits").unwrap_or(subject);
    format!(
        "{}{} allows only {quantity}",
        subject.get(..1).unwrap_or_default().to_ascii_lowercase(),
        subject.get(1..).unwrap_or_default()
    )
}

/// Which limit leaves too little, and what the smallest order would lose.
fn too_small(sized: &Sized, naming: &Naming) -> Statement {
    let tightest = sized.size.tightest();
    if tightest == Limit::DayLimit && sized.day_room == Some(0.0) {
        return Statement { words: "Nothing is left of the day's loss limit".to_owned(), severity: Severity::Warning };
    }
    let smallest = with_symbol(sized.smallest_order, Unit::Quantity, naming);
    let loss = sized.loss_per_unit.map(|loss| with_symbol(sized.smallest_order * loss, Unit::Money, naming));
    let words = match (sized.smallest_order > 0.0, tightest, loss) {
        (false, ..) => format!("{} this to nothing", limits(tightest)),
        (_, Limit::Risk, Ok(loss)) => format!(
            "Too small to trade: the smallest order is {smallest}, which would lose {loss} at the stop. Come closer with the stop, or risk more"
        ),
        (_, limit, _) => format!("{} this to less than the smallest order ({smallest})", limits(limit)),
    };
    Statement { words, severity: Severity::Warning }
}

fn limits(limit: Limit) -> &'static str {
    match limit {
        Limit::Exposure => "The exposure limit limits",
        Limit::Margin => "Free margin limits",
        Limit::Tier => "The venue's tier limits",
        Limit::MaxQuantity => "The largest order limits",
        Limit::DayLimit => "The day's loss limit limits",
        Limit::Liquidation => "Liquidation before the stop limits",
        Limit::Risk | Limit::MinQuantity | Limit::Typed => "Risk limits",
    }
}

fn cost(sized: &Sized, naming: &Naming) -> String {
    let asked = with_symbol(sized.budget, Unit::Money, naming);
    match sized.risked {
        Ok(risked) => format!("you risk {}, not {asked}", with_symbol(risked, Unit::Money, naming)),
        Err(_) => format!("not the {asked} asked for"),
    }
}

fn lifting(limit: Limit, sized: &Sized, naming: &Naming) -> String {
    match (limit, sized.leverage_needed, sized.exposure) {
        (Limit::Margin, Ok(leverage), _) => format!("Raise leverage to {}×", number(leverage, Unit::Times, naming)),
        (Limit::Margin, Err(_), _) => "Only more margin lifts it".to_owned(),
        (Limit::Exposure, ..) => "Raise the exposure limit".to_owned(),
        (Limit::Tier, ..) => "Lower the leverage".to_owned(),
        (Limit::MaxQuantity, ..) => "Split it into several orders".to_owned(),
        (Limit::DayLimit, ..) => format!(
            "{} is left for today",
            sized.day_room.map_or(String::new(), |room| with_symbol(room, Unit::Money, naming))
        ),
        (Limit::Liquidation, ..) => "Add to the wallet, or come closer with the stop".to_owned(),
        _ => String::new(),
    }
}

/// Entry, stop, targets and liquidation on one axis.
pub(super) fn chart(input: &PositionSize, sized: &Sized, naming: &Naming) -> Option<Chart> {
    let level = |key: &str, role: Role, name: &str, price: f64| chart::Level {
        key: key.to_owned(),
        role,
        name: name.to_owned(),
        notes: Vec::new(),
        price,
        price_text: number(price, Unit::Price, naming),
    };
    let away = |price: f64| format!("{} %", crate::figure::signed(price / input.entry - 1.0, Unit::Percent, naming));
    let money = |sum: f64| crate::figure::signed(sum, Unit::Money, naming);
    let mut levels = vec![level("entry", Role::Entry, "Entry", input.entry)];
    if let Some(stop) = sized.stop_price {
        let notes = [Some(away(stop)), sized.profit_at_stop.ok().map(money)].into_iter().flatten().collect();
        levels.push(chart::Level { notes, ..level("stop", Role::Stop, "Stop", stop) });
    }
    for (at, fill) in sized.target_plan.iter().enumerate() {
        let name = if sized.target_plan.len() == 1 { "Target".to_owned() } else { format!("Target {}", at + 1) };
        let r = fill
            .r
            .map(|_| ())
            .and(sized.r_net.ok())
            .filter(|_| sized.target_plan.len() == 1)
            .map(|r| format!("{} R", number(r, Unit::R, naming)));
        let notes = [Some(away(fill.price)), Some(money(fill.profit)), r].into_iter().flatten().collect();
        levels.push(chart::Level { notes, ..level(&format!("target-{}", at + 1), Role::Target, &name, fill.price) });
    }
    if let Ok(liquidation) = sized.liquidation {
        levels.push(chart::Level {
            notes: vec![away(liquidation)],
            ..level("liquidation_price", Role::Liquidation, "Liquidation", liquidation)
        });
    }
    let farthest = sized.target_plan.iter().enumerate().max_by(|(_, one), (_, other)| {
        let ahead = |fill: &super::TargetFill| input.side.sign() * fill.price;
        ahead(one).total_cmp(&ahead(other))
    });
    let band = |to: String, tone: Tone| Band { from: "entry".to_owned(), to, tone };
    let gain = farthest.map(|(at, _)| band(format!("target-{}", at + 1), Tone::Gain));
    let loss = sized.stop_price.map(|_| band("stop".to_owned(), Tone::Loss));
    let side = if input.side == Side::Long { "long" } else { "short" };
    Some(Chart::Levels(Levels {
        title: format!("Price levels of the {side}"),
        levels,
        bands: gain.into_iter().chain(loss).collect(),
    }))
}
