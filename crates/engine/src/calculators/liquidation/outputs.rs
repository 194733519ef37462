//! The figures of a position's standing.

use super::assumptions::{Assumption, Confidence};
use super::ladder::Rung;
use super::why::{self, Verdict};
use super::{Standing, State};
use crate::records::TriggerRule;
use crate::spec::{Basis, Column, Kind, Listed, Output, Reason, Unit, Value, key};

type Figure = Output<Standing>;

const BINANCE: &str = "https://www.binance.com/en/support/faq/b3c689c1f50a44cabb3a84e663b81d93";
const OURS: &str = "ours, derivation in docs/numbers.md";

const fn ours(formula: &'static str) -> Basis {
    Basis { formula, source: OURS }
}

const fn of_binance(formula: &'static str) -> Basis {
    Basis { formula, source: BINANCE }
}

/// E. G. Haug, "The Complete Guide to Option Pricing Formulas" (2007), one-touch options.
const fn of_haug(formula: &'static str) -> Basis {
    Basis { formula, source: "ISBN 978-0-07-138997-6" }
}

const LADDER_COLUMNS: &[Column] = &[
    Column { name: "leverage", label: "Leverage", kind: Kind::Number, unit: Unit::Times, neutral: None },
    Column { name: "liquidation_price", label: "Liquidation", kind: Kind::Number, unit: Unit::Price, neutral: None },
    Column { name: "distance_pct", label: "Distance", kind: Kind::Number, unit: Unit::Percent, neutral: None },
];

fn leverage_ladder(standing: &Standing) -> Value {
    let row = |rung: &Rung| vec![Value::Number(rung.leverage), rung.price.into(), rung.distance(standing.mark).into()];
    match &standing.ladder {
        Ok(rungs) => Value::Table(rungs.iter().map(row).collect()),
        Err(reason) => Value::Absent(*reason),
    }
}

const fn words(name: &'static str, label: &'static str) -> Column {
    Column { name, label, kind: Kind::Text, unit: Unit::None, neutral: None }
}

const ASSUMPTION_COLUMNS: &[Column] = &[words("assumption", "Assumption"), words("value", "Value")];

fn venue_assumptions(standing: &Standing) -> Value {
    let row = |row: &Assumption| vec![Value::Text(row.about.to_owned()), Value::Text(row.value.clone())];
    Value::Table(standing.assumptions.iter().map(row).collect())
}

const TRIGGER_COLUMNS: &[Column] =
    &[words("step", "Step"), words("rule", "Rule"), words("as_of", "As of"), words("source", "Source")];

fn trigger_rules(standing: &Standing) -> Value {
    let row = |rule: &TriggerRule| {
        [rule.step.label(), rule.rule, rule.as_of, rule.source].map(|text| Value::Text(text.to_owned())).to_vec()
    };
    match standing.triggers {
        [] => Value::Absent(Reason("Not known of this venue")),
        rules => Value::Table(rules.iter().map(row).collect()),
    }
}

#[rustfmt::skip] // in the order of the page
pub(super) const OUTPUTS: &[Figure] = &[
    Figure::new(key("liquidation_price"), "Liquidation price", of_binance("the mark at which margin + profit = maintenance requirement; linear (W + U − R + D − d q E) / (q (r + f) − d q), inverse V (d + r + f) / (d V / E + W + U − R + D)"), |o| o.price.into())
        .answer(),
    Figure::new(key("liquidation_distance_pct"), "Distance", ours("liquidation price / mark price − 1"), |o| o.distance().into()).cell("liquidation_distance"),
    Figure::new(key("bankruptcy_price"), "Bankruptcy", ours("the mark at which the margin is gone: linear E − d W / q, inverse V / (V / E + d W)"), |o| o.bankruptcy.into()).cell("margin_balance"),
    Figure::new(key("margin_used_pct"), "Margin used", ours("maintenance requirement / margin balance, at the mark; liquidated at 100 %"), |o| o.used.into()).cell("maintenance_requirement"),
    Figure::new(key("initial_margin"), "Margin to open", ours("notional at entry / leverage, or × the venue's initial rate; with the fee set aside at bankruptcy where the requirement counts it"), |o| o.initial_margin.into()).cell("leverage_allowed"),
    Figure::new(key("liquidation_distance"), "Distance in price", ours("liquidation price − mark price"), |o| o.price.map(|price| price - o.mark).into()).beside(),
    Figure::new(key("margin_balance"), "Margin balance", ours("margin (isolated) or wallet + profit of the others (cross), + open profit"), |o| o.balance.into()).beside(),
    Figure::new(key("maintenance_requirement"), "Must remain", ours("maintenance margin + closing fee counted × notional + maintenance of the others"), |o| o.requirement.into()).beside(),
    Figure::new(key("leverage_allowed"), "Leverage allowed", ours("the tier table's leverage at the notional at entry"), |o| o.allowed.into()).beside(),
    Figure::new(key("liquidation_state"), "Liquidation", ours("whether that mark exists above 0, lies ahead of the mark, and the position can be opened at all"), |o| Value::Word(o.state.word())).words(<State as Listed>::WORDS),
    Figure::new(key("shown_liquidation_price"), "As the venue shows it", ours("the liquidation price on the tick: against you (up for a long, down for a short), the nearest, a tick more, or as it is"), |o| o.shown.into()),
    Figure::new(key("shown_bankruptcy_price"), "Bankruptcy as the venue shows it", ours("the bankruptcy price, rounded in the same way"), |o| o.shown_bankruptcy.into()),
    Figure::new(key("venue_ratio_pct"), "The venue's margin ratio", ours("requirement / margin balance, or the other way up where the venue has it so; 100 % is liquidated"), |o| o.venue_ratio.into()),
    Figure::new(key("venue_confidence"), "Confidence", ours("confirmed where figures of others come out within a tick by the position alone, or only its formula where they bring their own rate; derived where only the rule was read; an estimate where something that matters is not known"), |o| Value::Word(o.trust.word.word())).words(<Confidence as Listed>::WORDS),
    Figure::new(key("estimate_reason"), "Because", ours("what the confidence rests on, and what is missing"), |o| Value::Text(o.trust.because.clone())),
    Figure::new(key("stop_price"), "Stop", ours("the level typed, as a price"), |o| o.stop.into()),
    Figure::new(key("fillable_price"), "Filled at worst at", Basis { formula: "oracle − d × clamp(adjustment × (1 − balance / requirement), 0, 1) × spread × maintenance rate × oracle", source: "dydxprotocol/v4-chain@84d4664b protocol/x/clob/keeper/liquidations_test.go" }, |o| o.fillable.into()),
    Figure::new(key("notional"), "Notional at entry", ours("quantity × entry (linear), contracts × size / entry (inverse), contracts × size × entry (quanto)"), |o| Value::Number(o.notional)),
    Figure::new(key("open_profit"), "Profit at the mark", ours("linear d q (mark − E), inverse d V (1 / E − 1 / mark), quanto d q c (mark − E)"), |o| Value::Number(o.open_profit)).by_sign(),
    Figure::new(key("maintenance_margin"), "Maintenance margin", of_binance("rate × notional − deduction, with the tier of that notional"), |o| o.maintenance.into()),
    Figure::new(key("tier_number"), "Tier at liquidation", of_binance("the row whose caps hold the notional at the liquidation price"), |o| o.tier_number.into()),
    Figure::new(key("tier_rate_pct"), "Maintenance rate there", of_binance("the rate of that row"), |o| o.tier.map(|tier| tier.rate).into()),
    Figure::new(key("tier_deduction"), "Deduction there", of_binance("the deduction of that row: floor × (rate − rate below) + deduction below"), |o| o.tier.map(|tier| tier.deduction).into()),
    Figure::new(key("leverage_ladder"), "Liquidation by leverage", ours("the liquidation price with a margin of notional / leverage + what was added"), leverage_ladder).columns(LADDER_COLUMNS),
    Figure::new(key("venue_assumptions"), "What the venue assumes", ours("the rules that the figures rest on, as the record or the fields have them"), venue_assumptions).columns(ASSUMPTION_COLUMNS),
    Figure::new(key("trigger_rules"), "Liquidation trigger rules", ours("as read where each row says, in our words"), trigger_rules).columns(TRIGGER_COLUMNS),
    Figure::new(key("touch_chance_pct"), "Liquidation probability", of_haug("N((b − ν T) / s) + (L / mark)^(2 ν / σ²) N((b + ν T) / s) for a long; b = ln(L / mark), ν = drift − σ² / 2, s = σ √T: touching within the days, about twice the chance of standing beyond at their end"), |o| o.touch.within.into()),
    Figure::new(key("touch_ever_chance_pct"), "Liquidation probability, ever", of_haug("1 where ν points at the liquidation price, else (L / mark)^(2 ν / σ²); the position held for ever as it is"), |o| o.touch.ever.into()),
    Figure::new(key("touch_deviations"), "Distance in standard deviations", ours("ln(L / mark) / (σ √T) without its sign, of the days"), |o| o.touch.deviations.into()),
    Figure::new(key("venue_match_state"), "The venue's number", ours("one change after another of what is assumed, then two at once, until the price is within a tick of the venue's (where none is given, half a unit of its last digit)"), |o| why::verdict(&o.venue_match)).words(<Verdict as Listed>::WORDS),
    Figure::new(key("explaining_margin"), "Margin that would explain it", ours("requirement − margin balance, both at the venue's number; below 0 it is less"), |o| why::margin(&o.venue_match)),
    Figure::new(key("venue_match"), "What would explain it", ours("the price with each change; those that fit first, then the nearest that do not"), |o| why::table(&o.venue_match)).columns(why::COLUMNS),
];
