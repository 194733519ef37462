//! What the size comes down to, in one line and one picture.

use super::{Method, PositionSize, Sized};
use crate::chart::{Band, Chart, Level, Levels, Role, Tone};
use crate::figure::{number, with_symbol};
use crate::math::contract::Side;
use crate::math::sizing::Limit;
use crate::spec::{Naming, Severity, Statement, Unit};

/// What binds, what it costs, and what would lift it.
pub(super) fn statement(input: &PositionSize, sized: &Sized, naming: &Naming) -> Statement {
    let quantity = || with_symbol(sized.size.quantity, Unit::Quantity, naming);
    match sized.size.binding {
        Limit::Typed => typed(sized, naming),
        _ if sized.size.unrounded <= 0.0 => nothing(sized),
        Limit::MinQuantity => too_small(sized, naming),
        _ if !sized.can_be_opened => unopenable(sized, naming),
        Limit::Risk => stop_first(input, sized, naming),
        Limit::Rule => by_rule(sized, naming),
        Limit::Margin if input.method == Method::AllMargin => all_margin(sized, naming),
        limit => amber(format!(
            "{} this to {}: {}. {}",
            holds(limit),
            quantity(),
            cost(sized, naming),
            lifting(limit, sized, naming)
        )),
    }
}

fn amber(words: String) -> Statement {
    Statement { words, severity: Severity::Warning }
}

fn stop_first(input: &PositionSize, sized: &Sized, naming: &Naming) -> Statement {
    let per_atr = sized.risked.map_or(String::new(), |risked| with_symbol(risked, Unit::Money, naming));
    if input.method == Method::PercentVolatility {
        let words = format!("One average true range moves this by {per_atr}");
        return if sized.is_stopped_first {
            Statement { words, severity: Severity::Notice }
        } else {
            amber(words + ". Liquidation comes before the stop")
        };
    }
    let most = sized.leverage_max_for_stop.map(|leverage| number(leverage, Unit::Times, naming));
    match (sized.is_stopped_first, most) {
        (true, Ok(most)) => Statement {
            words: format!("The stop comes first. Leverage from 1× to {most}× keeps it so"),
            severity: Severity::Notice,
        },
        (true, Err(_)) => Statement { words: "The stop comes first".to_owned(), severity: Severity::Notice },
        (false, Ok(most)) => {
            amber(format!("Liquidation comes before the stop. Leverage up to {most}× would keep the stop first"))
        }
        (false, Err(_)) => amber("Liquidation comes before the stop, whatever the leverage".to_owned()),
    }
}

/// What the units of a rule risk, and whether the stop comes first.
fn by_rule(sized: &Sized, naming: &Naming) -> Statement {
    let units = sized.rule_units.map_or(String::new(), |units| number(units, Unit::None, naming));
    let next = sized.ratio_next_amount.ok().map(|profit| with_symbol(profit, Unit::Money, naming));
    let next = next.map_or(String::new(), |profit| format!(", one more from a closed profit of {profit}"));
    warned(format!("{units} units by the rule{next}. {}", risks(sized, naming)), sized)
}

fn all_margin(sized: &Sized, naming: &Naming) -> Statement {
    let margin = sized.initial_margin.map_or(String::new(), |margin| with_symbol(margin, Unit::Money, naming));
    warned(format!("All free margin: {margin} and the fees. {}", risks(sized, naming)), sized)
}

fn warned(words: String, sized: &Sized) -> Statement {
    match (sized.stop_price, sized.is_stopped_first) {
        (Some(_), true) => Statement { words, severity: Severity::Notice },
        (Some(_), false) => amber(words + ". Liquidation comes before the stop"),
        (None, _) => amber(words),
    }
}

/// What this size loses at the stop, or that nobody knows.
fn risks(sized: &Sized, naming: &Naming) -> String {
    match (sized.risked, sized.risked_share) {
        (Ok(risked), Ok(share)) => format!(
            "This risks {}, {} % of equity",
            with_symbol(risked, Unit::Money, naming),
            number(share, Unit::Percent, naming)
        ),
        _ => "Without a stop nobody knows what this risks".to_owned(),
    }
}

/// The margin that this leverage leaves is not above what must remain.
fn unopenable(sized: &Sized, naming: &Naming) -> Statement {
    let cure = sized
        .leverage_max_for_stop
        .map(|leverage| format!(". Up to {}× it can, with the stop first", number(leverage, Unit::Times, naming)));
    amber(format!(
        "Cannot be opened: at this leverage the margin would not exceed the maintenance requirement{}",
        cure.unwrap_or_default()
    ))
}

/// A limit that leaves nothing at all.
fn nothing(sized: &Sized) -> Statement {
    amber(match sized.size.tightest() {
        Limit::DayLimit => "Nothing is left of the day's loss limit".to_owned(),
        Limit::Rule => "Equity is below what one unit takes".to_owned(),
        Limit::Risk => "Risk is 0: nothing may be traded".to_owned(),
        limit => format!("{} this to nothing", holds(limit)),
    })
}

fn typed(sized: &Sized, naming: &Naming) -> Statement {
    if sized.risked.is_err() {
        return nothing(sized);
    }
    let risks = risks(sized, naming);
    match sized.exceeded {
        Some(allowance) => {
            let allowed = with_symbol(allowance.quantity, Unit::Quantity, naming);
            amber(format!("{risks}. {} it to {allowed}", holds(allowance.limit)))
        }
        None if !sized.can_be_opened => unopenable(sized, naming),
        None => Statement { words: risks, severity: Severity::Notice },
    }
}

/// Which limit leaves too little, and what the smallest order would lose.
fn too_small(sized: &Sized, naming: &Naming) -> Statement {
    let smallest = with_symbol(sized.smallest_order, Unit::Quantity, naming);
    let loss = sized.loss_per_unit.map(|loss| with_symbol(sized.smallest_order * loss, Unit::Money, naming));
    amber(match (sized.size.tightest(), loss) {
        (Limit::Risk, Ok(loss)) => format!(
            "Too small to trade: the smallest order is {smallest}, which would lose {loss} at the stop. Come closer with the stop, or risk more"
        ),
        (limit, _) => format!("{} this to less than the smallest order ({smallest})", holds(limit)),
    })
}

fn holds(limit: Limit) -> &'static str {
    match limit {
        Limit::Exposure => "The exposure limit holds",
        Limit::Margin => "Free margin holds",
        Limit::Tier => "The venue's tier holds",
        Limit::MaxQuantity => "The largest order holds",
        Limit::DayLimit => "The day's loss limit holds",
        Limit::Liquidation => "Liquidation before the stop holds",
        Limit::Rule => "The rule holds",
        Limit::Risk | Limit::MinQuantity | Limit::Typed => "Risk holds",
    }
}

fn cost(sized: &Sized, naming: &Naming) -> String {
    if !sized.budget.is_finite() {
        return risks(sized, naming);
    }
    let asked = with_symbol(sized.budget, Unit::Money, naming);
    match sized.risked {
        Ok(risked) => format!("you risk {}, not {asked}", with_symbol(risked, Unit::Money, naming)),
        Err(_) => format!("not the {asked} asked for"),
    }
}

fn lifting(limit: Limit, sized: &Sized, naming: &Naming) -> String {
    match (limit, sized.leverage_needed, sized.exposure) {
        (Limit::Margin, Ok(leverage), _) if sized.leverage_max_if_lifted.is_ok_and(|most| leverage > most) => {
            "Only more margin lifts it: at a higher leverage liquidation would come before the stop".to_owned()
        }
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
    let level =
        |at: (&str, Role), name: &str, price: f64| Level::bare(at, name, (price, number(price, Unit::Price, naming)));
    let away = |price: f64| format!("{} %", crate::figure::signed(price / input.entry - 1.0, Unit::Percent, naming));
    let money = |sum: f64| crate::figure::signed(sum, Unit::Money, naming);
    let mut levels = vec![level(("entry", Role::Entry), "Entry", input.entry)];
    if let Some(stop) = sized.stop_price {
        let notes = [Some(away(stop)), sized.profit_at_stop.ok().map(money)].into_iter().flatten().collect();
        levels.push(level(("stop", Role::Stop), "Stop", stop).noted(notes));
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
        let key = format!("target-{}", at + 1);
        levels.push(level((&key, Role::Target), &name, fill.price).noted(notes));
    }
    if let Ok(liquidation) = sized.liquidation {
        let notes = vec![away(liquidation)];
        levels.push(level(("liquidation_price", Role::Liquidation), "Liquidation", liquidation).noted(notes));
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
