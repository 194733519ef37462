//! The contract's terms and the margin's, as every calculator with a position takes them: their rows are said once, here.

use crate::math::contract::{Contract, Payoff};
use crate::math::margin::{MaintenanceBasis, Rules, Tier, TierFault, TierProblem, Tiers};
use crate::math::rounding::PriceRule;
use crate::spec::{Choice, Column, Fault, Field, Kind, Listed, Problem, Range, Record, Slot, Unit, Word, key, word};

/// The contract and its venue.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Linear, inverse or quanto.
    pub contract: Contract,
    /// What one contract is worth.
    pub contract_size: f64,
    /// The step of quantities.
    pub lot_step: Option<f64>,
    /// The smallest order.
    pub min_quantity: Option<f64>,
    /// The largest order.
    pub max_quantity: Option<f64>,
    /// The smallest order by its notional, in settlement money.
    pub min_notional: Option<f64>,
    /// The grid of prices.
    pub price_rule: PriceRule,
    /// Fee of limit orders, a fraction.
    pub maker_fee: f64,
    /// Fee of market orders and stops, a fraction.
    pub taker_fee: f64,
    /// Which fees are set aside with the margin.
    pub reserve_fees: ReserveFees,
    /// The maintenance table; empty: one rate.
    pub tiers: Vec<TierRow>,
    /// The one rate.
    pub maintenance: f64,
    /// Where maintenance is valued.
    pub maintenance_at: MaintenanceBasis,
    /// Closing fee inside the requirement, a fraction.
    pub requirement_fee: f64,
    /// Hours between funding stamps.
    pub funding_interval_hours: f64,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms {
            contract: Contract::Linear,
            contract_size: 1.0,
            lot_step: None,
            min_quantity: None,
            max_quantity: None,
            min_notional: None,
            price_rule: PriceRule::Any,
            maker_fee: 0.0,
            taker_fee: 0.0,
            reserve_fees: ReserveFees::Entry,
            tiers: Vec::new(),
            maintenance: 0.005,
            maintenance_at: MaintenanceBasis::Mark,
            requirement_fee: 0.0,
            funding_interval_hours: 8.0,
        }
    }
}

/// Which fees the venue sets aside with the margin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReserveFees {
    /// That of the entry.
    Entry,
    /// That of the entry, and of closing at the bankruptcy price.
    Both,
}

impl Listed for ReserveFees {
    const VARIANTS: &'static [ReserveFees] = &[ReserveFees::Entry, ReserveFees::Both];
    const WORDS: &'static [Word] = &[word("entry", "Entry fee"), word("both", "Entry and closing fee")];
}

impl Listed for Contract {
    const VARIANTS: &'static [Contract] = &[Contract::Linear, Contract::Inverse, Contract::Quanto];
    const WORDS: &'static [Word] = &[word("linear", "Linear"), word("inverse", "Inverse"), word("quanto", "Quanto")];
}

impl Listed for MaintenanceBasis {
    const VARIANTS: &'static [MaintenanceBasis] = &[MaintenanceBasis::Mark, MaintenanceBasis::Entry];
    const WORDS: &'static [Word] = &[word("mark", "Mark price"), word("entry", "Entry price")];
}

/// A row of the maintenance table, as typed.
#[derive(Clone, Debug)]
pub struct TierRow {
    cap: Option<f64>,
    rate: f64,
    max_leverage: Option<f64>,
    deduction: f64,
}

impl Default for TierRow {
    fn default() -> TierRow {
        TierRow { cap: None, rate: 0.0, max_leverage: None, deduction: 0.0 }
    }
}

impl Record for TierRow {
    const COLUMNS: &'static [Column] = &[
        Column { name: "cap", label: "Notional up to", kind: Kind::Number, unit: Unit::Money, neutral: Some("") },
        Column { name: "rate_pct", label: "Maintenance", kind: Kind::Number, unit: Unit::Percent, neutral: None },
        Column {
            name: "max_leverage",
            label: "Leverage up to",
            kind: Kind::Number,
            unit: Unit::Times,
            neutral: Some(""),
        },
        Column { name: "deduction", label: "Deduction", kind: Kind::Number, unit: Unit::Money, neutral: Some("0") },
    ];

    fn cell(&mut self, column: usize) -> Option<Slot<'_>> {
        match column {
            0 => Some(Slot::Optional(&mut self.cap)),
            1 => Some(Slot::Number(&mut self.rate)),
            2 => Some(Slot::Optional(&mut self.max_leverage)),
            3 => Some(Slot::Number(&mut self.deduction)),
            _ => None,
        }
    }
}

impl Terms {
    /// How the contract pays.
    pub fn payoff(&self) -> Payoff {
        Payoff { contract: self.contract, contract_size: self.contract_size }
    }

    /// How the venue states its requirement.
    pub fn rules(&self) -> Rules {
        Rules { basis: self.maintenance_at, closing_fee: self.requirement_fee, ..Rules::default() }
    }

    /// The maintenance table, checked.
    ///
    /// # Errors
    /// The row that is out of order, or the one rate.
    pub fn tiers(&self) -> Result<Tiers, Problem> {
        if self.tiers.is_empty() {
            return Tiers::flat(self.maintenance, f64::INFINITY)
                .map_err(|_| Problem::error("maintenance_pct", Fault::MustBeBetween("0".into(), "99 %".into())));
        }
        let row = |row: &TierRow| Tier {
            cap: row.cap.unwrap_or(f64::INFINITY),
            rate: row.rate,
            max_leverage: row.max_leverage.unwrap_or(f64::INFINITY),
            deduction: row.deduction,
        };
        Tiers::new(self.tiers.iter().map(row).collect()).map_err(|fault| tier_problem(&fault))
    }
}

fn tier_problem(fault: &TierFault) -> Problem {
    let words = match fault.problem {
        TierProblem::NoRows => "must have a row",
        TierProblem::CapNotRising => "must have a cap above that of the row before",
        TierProblem::RateOutOfRange => "must have a maintenance rate from 0 to below 100 %",
        TierProblem::LeverageBelowOne => "must allow a leverage of 1 or more",
        TierProblem::DeductionOutOfRange => "must have a deduction from 0 to what it is taken from",
    };
    Problem::error("tiers", Fault::TierOrder(words.to_owned())).in_cell(fault.row, None)
}

/// Inputs that hold a contract's terms.
pub trait HasTerms {
    /// The terms.
    fn terms(&mut self) -> &mut Terms;
}

/// Linear, inverse or quanto.
pub const fn contract<I: HasTerms>() -> Field<I> {
    Field::new(key("contract"), "Contract", "linear", |i: &mut I| Slot::Choice(choice(&mut i.terms().contract)))
        .help("Linear: profit in the quote currency. Inverse: margin and profit in the coin. Quanto: profit in a third currency.")
}

fn choice<T: Listed>(of: &mut T) -> &mut dyn Choice {
    of
}

/// What one contract is worth.
pub const fn contract_size<I: HasTerms>() -> Field<I> {
    Field::new(key("contract_size"), "Contract size", "1", |i: &mut I| Slot::Number(&mut i.terms().contract_size))
        .help("Linear: coins per contract, only to show the size in contracts. Inverse: quote currency per contract, 100 for BTC at Binance COIN-M. Quanto: settlement money per point of price.")
        .range(Range::Above(0.0))
}

/// The step of quantities.
pub const fn lot_step<I: HasTerms>() -> Field<I> {
    Field::new(key("lot_step"), "Lot", "0.001", |i: &mut I| Slot::Optional(&mut i.terms().lot_step))
        .help("Quantities are rounded down to multiples of it. Empty: no rounding.")
        .inverse_example("1")
        .range(Range::Above(0.0))
}

/// The smallest order.
pub const fn min_quantity<I: HasTerms>() -> Field<I> {
    Field::new(key("min_quantity"), "Smallest order", "0.001", |i: &mut I| Slot::Optional(&mut i.terms().min_quantity))
        .help("The venue refuses smaller entries. Empty: no minimum.")
        .inverse_example("1")
        .range(Range::AtLeast(0.0))
}

/// The largest order.
pub const fn max_quantity<I: HasTerms>() -> Field<I> {
    Field::new(key("max_quantity"), "Largest order", "1000", |i: &mut I| Slot::Optional(&mut i.terms().max_quantity))
        .help("The venue refuses larger orders. Empty: no maximum.")
        .inverse_example("1000000")
        .range(Range::AtLeast(0.0))
}

/// The smallest order by its notional.
pub const fn min_notional<I: HasTerms>() -> Field<I> {
    Field::new(key("min_notional"), "Smallest notional", "100", |i: &mut I| Slot::Optional(&mut i.terms().min_notional))
        .help("The venue refuses entries worth less. Empty: no minimum.")
        .inverse_example("0.001")
        .range(Range::AtLeast(0.0))
}

/// The grid of prices.
pub const fn price_rule<I: HasTerms>() -> Field<I> {
    Field::new(key("price_rule"), "Tick", "0.1", |i: &mut I| Slot::PriceRule(&mut i.terms().price_rule))
        .help("The step of prices, such as 0.1; or significant figures, such as 5sf. Empty: any price.")
}

/// Fee of limit orders.
pub const fn maker_fee<I: HasTerms>() -> Field<I> {
    Field::new(key("maker_fee_pct"), "Maker fee", "0.02", |i: &mut I| Slot::Number(&mut i.terms().maker_fee))
        .help("Fee of a limit order, per side, on its filled notional. Below 0 it is a rebate.")
        .range(Range::Between(-1.0, 10.0))
}

/// Fee of market orders and stops.
pub const fn taker_fee<I: HasTerms>() -> Field<I> {
    Field::new(key("taker_fee_pct"), "Taker fee", "0.05", |i: &mut I| Slot::Number(&mut i.terms().taker_fee))
        .help("Fee of a market order or stop, per side, on its filled notional.")
        .range(Range::Between(-1.0, 10.0))
}

/// Which fees are set aside with the margin.
pub const fn reserve_fees<I: HasTerms>() -> Field<I> {
    Field::new(key("reserve_fees"), "Fees set aside", "entry", |i: &mut I| Slot::Choice(choice(&mut i.terms().reserve_fees)))
        .help("Whether the venue sets aside only the entry fee with the margin, or also that of closing at the bankruptcy price.")
}

/// The maintenance table.
pub const fn tiers<I: HasTerms>() -> Field<I> {
    Field::new(
        key("tiers"),
        "Tiers",
        "cap,rate_pct,max_leverage,deduction;50000,0.4,125,0;250000,0.5,100,50",
        |i: &mut I| Slot::Rows(&mut i.terms().tiers),
    )
    .help(
        "The venue's maintenance table: notional up to, maintenance rate, leverage up to, deduction. Empty: one rate.",
    )
    .inverse_example("cap,rate_pct,max_leverage,deduction;5,0.4,125,0;10,0.5,100,0.005")
}

/// The one maintenance rate.
pub const fn maintenance<I: HasTerms>() -> Field<I> {
    Field::new(key("maintenance_pct"), "Maintenance", "0.5", |i: &mut I| Slot::Number(&mut i.terms().maintenance))
        .help("Maintenance margin over notional, where no tier table is given.")
        .range(Range::Between(0.0, 99.0))
}

/// Where maintenance is valued.
pub const fn maintenance_at<I: HasTerms>() -> Field<I> {
    Field::new(key("maintenance_at"), "Maintenance valued at", "mark", |i: &mut I| {
        Slot::Choice(choice(&mut i.terms().maintenance_at))
    })
    .help("Most venues take maintenance on the position's value at the mark price, some at its entry price.")
}

/// Closing fee inside the requirement.
pub const fn requirement_fee<I: HasTerms>() -> Field<I> {
    Field::new(key("requirement_fee_pct"), "Fee in the requirement", "0", |i: &mut I| {
        Slot::Number(&mut i.terms().requirement_fee)
    })
    .help("Some venues add the fee of closing to the maintenance requirement. 0: not counted.")
    .range(Range::Between(0.0, 10.0))
}

/// Hours between funding stamps.
pub const fn funding_interval_hours<I: HasTerms>() -> Field<I> {
    Field::new(key("funding_interval_hours"), "Funding every", "8", |i: &mut I| {
        Slot::Number(&mut i.terms().funding_interval_hours)
    })
    .help("Hours between two funding payments.")
    .range(Range::Between(0.01, 168.0))
}
