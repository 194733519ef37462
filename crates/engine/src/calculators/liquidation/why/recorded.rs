//! The rules of every record, read once: what a venue would make of somebody else's position.

use std::sync::OnceLock;

use super::super::{FIELDS, HeldPosition};
use crate::math::contract::Contract;
use crate::math::margin::{Rules, ShownPrice, Tiers};
use crate::records::{RECORDS, Record, coin_named};
use crate::spec::{Reading, Scope, Word, word};

/// What stands for any coin.
const NO_COIN: &[&str] = &["", "COIN"];

/// A record's rules.
#[derive(Debug)]
pub(super) struct Recorded {
    name: &'static str,
    label: String,
    /// The coin, in capitals.
    base: String,
    /// The kind of contract.
    pub contract: Contract,
    /// How it states its requirement.
    pub rules: Rules,
    /// Its table.
    pub tiers: Tiers,
    /// Whether its price is a tick nearer than the exact one.
    pub is_a_tick_sooner: bool,
}

impl Recorded {
    /// Whether its rules may be those of a position: of the same kind of contract, and of no other coin.
    pub fn may_be_of(&self, held: &HeldPosition) -> bool {
        let base = coin_named(&held.base);
        let is_same_coin = self.base == base || [&self.base, &base].into_iter().any(|base| NO_COIN.contains(&&**base));
        self.contract == held.terms.contract && is_same_coin
    }

    /// As a change: the record's name, and its title with its date.
    pub fn word(&'static self) -> Word {
        word(self.name, &self.label)
    }
}

/// The records of a venue, those of no venue in particular left out.
pub(super) fn recorded() -> &'static [Recorded] {
    static READ: OnceLock<Vec<Recorded>> = OnceLock::new();
    READ.get_or_init(|| RECORDS.iter().filter(|record| !record.as_of.is_empty()).filter_map(read).collect())
}

fn read(record: &'static Record) -> Option<Recorded> {
    let texts = record.texts();
    let naming = texts.naming();
    let mut held = HeldPosition::default();
    for field in FIELDS.iter().filter(|field| field.row.key.scope == Scope::Instrument) {
        let row = &field.row;
        let text = texts.get(row.key.name).or(row.neutral()).unwrap_or_default();
        Reading { unit: row.key.unit, range: row.range, naming: &naming, size: None }
            .fill((field.slot)(&mut held), text);
    }
    Some(Recorded {
        name: record.name,
        base: coin_named(&held.base),
        label: format!("{} ({})", record.title, record.as_of),
        contract: held.terms.contract,
        rules: held.terms.rules(),
        tiers: held.terms.tiers().ok()?,
        is_a_tick_sooner: held.terms.liquidation_rounding == ShownPrice::TickMore,
    })
}
