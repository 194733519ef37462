//! The rows that are typed or pasted: positions and collateral.

use crate::calculators::trade::choice;
use crate::math::contract::{Contract, Side};
use crate::spec::{Column, Kind, Listed, Record, Slot, Unit, Word, word};

/// How a position settles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Settled {
    /// In the account's currency.
    #[default]
    Linear,
    /// In the coin.
    Inverse,
}

impl Listed for Settled {
    const VARIANTS: &'static [Settled] = &[Settled::Linear, Settled::Inverse];
    const WORDS: &'static [Word] = &[word("linear", "Linear"), word("inverse", "Inverse")];
}

impl Settled {
    /// The contract.
    pub(super) fn contract(self) -> Contract {
        match self {
            Settled::Linear => Contract::Linear,
            Settled::Inverse => Contract::Inverse,
        }
    }
}

/// A position, as typed.
#[derive(Clone, Debug)]
pub struct PositionRow {
    /// The contract's name.
    pub symbol: String,
    /// Linear or inverse.
    pub contract: Settled,
    /// Long or short.
    pub side: Side,
    /// Base units, or contracts.
    pub quantity: f64,
    /// The average price.
    pub entry: f64,
    /// The price now; empty: that of the symbol's other rows, or the entry.
    pub mark: Option<f64>,
    /// The price at which it is given up.
    pub stop: Option<f64>,
    /// Maintenance over notional; empty: the venue's table.
    pub maintenance: Option<f64>,
    /// What is taken off it.
    pub deduction: f64,
    /// Quote per contract, where it is inverse.
    pub contract_size: Option<f64>,
    /// The exchange's setting.
    pub leverage: Option<f64>,
    /// How much of the common move it makes.
    pub moves: f64,
}

impl Default for PositionRow {
    fn default() -> PositionRow {
        PositionRow {
            symbol: String::new(),
            contract: Settled::Linear,
            side: Side::Long,
            quantity: 0.0,
            entry: 0.0,
            mark: None,
            stop: None,
            maintenance: None,
            deduction: 0.0,
            contract_size: None,
            leverage: None,
            moves: 1.0,
        }
    }
}

/// Collateral besides cash, as typed.
#[derive(Clone, Debug)]
pub struct AssetRow {
    /// The coin.
    pub symbol: String,
    /// Units held.
    pub balance: f64,
    /// The price now.
    pub price: f64,
    /// The share of its worth that counts.
    pub weight: f64,
    /// How much of the common move it makes; empty: that of the positions in it, else all of it, and nothing where it is a
    /// dollar or stands in for one.
    pub moves: Option<f64>,
}

impl Default for AssetRow {
    fn default() -> AssetRow {
        AssetRow { symbol: String::new(), balance: 0.0, price: 0.0, weight: 1.0, moves: None }
    }
}

pub(super) const fn column(
    (name, label): (&'static str, &'static str),
    (kind, unit): (Kind, Unit),
    neutral: Option<&'static str>,
) -> Column {
    Column { name, label, kind, unit, neutral }
}

const TEXT: (Kind, Unit) = (Kind::Text, Unit::None);
const WORD: (Kind, Unit) = (Kind::Choice, Unit::None);
const PLAIN: (Kind, Unit) = (Kind::Number, Unit::None);
const PRICE: (Kind, Unit) = (Kind::Number, Unit::Price);
const PERCENT: (Kind, Unit) = (Kind::Number, Unit::Percent);
const TIMES: (Kind, Unit) = (Kind::Number, Unit::Times);

impl Record for PositionRow {
    const COLUMNS: &'static [Column] = &[
        column(("symbol", "Symbol"), TEXT, None),
        column(("side", "Side"), WORD, None),
        column(("quantity", "Quantity"), PLAIN, None),
        column(("entry", "Entry"), PRICE, None),
        column(("mark", "Mark"), PRICE, Some("")),
        column(("stop", "Stop"), PRICE, Some("")),
        column(("leverage", "Leverage"), TIMES, Some("")),
        column(("maintenance_pct", "Maintenance"), PERCENT, Some("")),
        column(("deduction", "Deduction"), PLAIN, Some("0")),
        column(("contract", "Contract"), WORD, Some("linear")),
        column(("contract_size", "Contract size"), PRICE, Some("")),
        column(("moves", "Moves"), TIMES, Some("1")),
    ];

    fn cell(&mut self, column: usize) -> Option<Slot<'_>> {
        match column {
            0 => Some(Slot::Text(&mut self.symbol)),
            1 => Some(choice(&mut self.side)),
            2 => Some(Slot::Number(&mut self.quantity)),
            3 => Some(Slot::Number(&mut self.entry)),
            4 => Some(Slot::Optional(&mut self.mark)),
            5 => Some(Slot::Optional(&mut self.stop)),
            6 => Some(Slot::Optional(&mut self.leverage)),
            7 => Some(Slot::Optional(&mut self.maintenance)),
            8 => Some(Slot::Number(&mut self.deduction)),
            9 => Some(choice(&mut self.contract)),
            10 => Some(Slot::Optional(&mut self.contract_size)),
            11 => Some(Slot::Number(&mut self.moves)),
            _ => None,
        }
    }
}

impl Record for AssetRow {
    const COLUMNS: &'static [Column] = &[
        column(("symbol", "Coin"), TEXT, None),
        column(("balance", "Balance"), PLAIN, None),
        column(("price", "Price"), PRICE, None),
        column(("weight_pct", "Weight"), PERCENT, Some("100")),
        column(("moves", "Moves"), TIMES, Some("")),
    ];

    fn cell(&mut self, column: usize) -> Option<Slot<'_>> {
        match column {
            0 => Some(Slot::Text(&mut self.symbol)),
            1 => Some(Slot::Number(&mut self.balance)),
            2 => Some(Slot::Number(&mut self.price)),
            3 => Some(Slot::Number(&mut self.weight)),
            4 => Some(Slot::Optional(&mut self.moves)),
            _ => None,
        }
    }
}
