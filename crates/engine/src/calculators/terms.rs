//! The contract's terms and the margin's, as every calculator with a position takes them: their rows are said once, here.

mod fields;
mod venue;

pub use fields::*;
pub use venue::{RatioDirection, RequirementFeeAt, TriggerPrice};

use crate::math::contract::{Contract, Payoff};
use crate::math::margin::{MaintenanceBasis, Rules, ShownPrice, Tier, TierAxis, TierFault, TierProblem, Tiers};
use crate::math::rounding::PriceRule;
use crate::number_text::{percent, shown};
use crate::records::{self, Venue};
use crate::spec::{Column, Fault, Kind, Listed, Problem, Record, Slot, Unit, Word, word};

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
    /// The slug of the venue.
    pub venue: String,
    /// What the table goes by.
    pub tier_axis: TierAxis,
    /// What the closing fee in the requirement is a fraction of.
    pub requirement_fee_at: RequirementFeeAt,
    /// Added to the rates for every coin of size, a fraction.
    pub rate_per_coin: f64,
    /// Initial margin at size zero where leverage does not decide it, a fraction.
    pub initial_rate: Option<f64>,
    /// The least that maintenance may be.
    pub requirement_floor: f64,
    /// How the venue puts the liquidation price on its tick.
    pub liquidation_rounding: ShownPrice,
    /// The price that triggers liquidation.
    pub liquidation_trigger: TriggerPrice,
    /// Which way the venue's margin ratio goes.
    pub ratio_direction: RatioDirection,
    /// The share of coin posted that counts, a fraction.
    pub coin_weight: f64,
    /// How quickly a liquidation's limit falls behind the oracle.
    pub bankruptcy_adjustment: f64,
    /// How far it may fall behind, over the maintenance rate.
    pub fill_spread: Option<f64>,
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
            venue: String::new(),
            tier_axis: TierAxis::Notional,
            requirement_fee_at: RequirementFeeAt::Maintenance,
            rate_per_coin: 0.0,
            initial_rate: None,
            requirement_floor: 0.0,
            liquidation_rounding: ShownPrice::Against,
            liquidation_trigger: TriggerPrice::Mark,
            ratio_direction: RatioDirection::Used,
            coin_weight: 1.0,
            bankruptcy_adjustment: 1.0,
            fill_spread: None,
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
        Column { name: "cap", label: "Size up to", kind: Kind::Number, unit: Unit::None, neutral: Some("") },
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
        Rules {
            basis: self.maintenance_at,
            tier_axis: self.tier_axis,
            rate_per_coin: self.rate_per_coin,
            closing_fee: self.requirement_fee,
            fee_basis: self.requirement_fee_at.isolated(),
            cross_fee_basis: self.requirement_fee_at.in_cross(),
            floor: self.requirement_floor,
        }
    }

    /// The venue, where it is one that is known.
    pub fn known_venue(&self) -> Option<&'static Venue> {
        records::find_venue(&self.venue.trim().to_ascii_lowercase())
    }

    /// The maintenance table, checked.
    ///
    /// # Errors
    /// The row that is out of order, or the one rate.
    pub fn tiers(&self) -> Result<Tiers, Problem> {
        if self.tiers.is_empty() {
            let most = self.initial_rate.map_or(f64::INFINITY, |rate| 1.0 / rate);
            return Tiers::flat(self.maintenance, most)
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

/// Published deductions are rounded; a jump above this part of the maintenance is rather a slip.
const JUMP: f64 = 1e-3;

impl Terms {
    /// What is odd about a table that can be worked with: deductions that do not join, rates that fall.
    pub fn odd_tiers(&self, tiers: &Tiers) -> Vec<Problem> {
        let at = |column, (row, fault)| Problem::warning("tiers", fault).in_cell(row, Some(column));
        let joins = tiers.has_deductions() && self.tier_axis != TierAxis::Quantity;
        let jump = if joins { tiers.first_jump(JUMP) } else { None };
        let joining = |row: usize| tiers.continuous_deductions().get(row).map(|deduction| shown(*deduction, 8));
        let jump = jump.and_then(|row| Some((row, Fault::DeductionJumps(joining(row)?))));
        let before = |row: usize| shown(percent(tiers.tier(row.saturating_sub(1)).rate), 8);
        let fall = tiers.first_fall().map(|row| (row, Fault::RateFalls(before(row))));
        fall.map(|fall| at("Maintenance", fall)).into_iter().chain(jump.map(|jump| at("Deduction", jump))).collect()
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
