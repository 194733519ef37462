//! The changes that are tried, one a row.

use super::HeldPosition;
use super::recorded::Recorded;
use crate::calculators::trade::MarginMode;
use crate::math::contract::Side;
use crate::math::margin::{
    FeeBasis, MaintenanceBasis, Position, PriceOf, Rules, Tier, TierAxis, TierTaken, Tiers, Variant,
};
use crate::spec::{Word, word};

/// A named change of how the position is computed.
pub(super) struct Change {
    /// What it is called.
    pub word: Word,
    /// What it touches, a bit for each aspect.
    pub touches: u16,
    /// Makes the change; whether it applies to this position at all.
    pub apply: for<'k> fn(&mut Variant<'k>, &'k Known) -> bool,
}

const FEE: u16 = 1;
const BASIS: u16 = 2;
const TIER: u16 = 4;
const DEDUCTION: u16 = 8;
const MARGIN: u16 = 16;
const OTHERS: u16 = 32;
const FIGURE: u16 = 64;
const COIN: u16 = 128;
const FLOOR: u16 = 256;
/// Never tried together with anything: with a tick to spare too many pairs fit.
pub(super) const ALONE: u16 = u16::MAX;

const fn change(word: Word, touches: u16, apply: for<'k> fn(&mut Variant<'k>, &'k Known) -> bool) -> Change {
    Change { word, touches, apply }
}

#[rustfmt::skip] // one change, one line; a label must stand in "our price with ..."
pub(super) const CHANGES: &[Change] = &[
    change(word("maintenance-at-mark", "Maintenance at the mark price"), BASIS, |v, k| k.is_at_entry() && v.maintenance_at(MaintenanceBasis::Mark)),
    change(word("maintenance-at-entry", "Maintenance at the entry price"), BASIS, |v, k| !k.is_at_entry() && v.maintenance_at(MaintenanceBasis::Entry)),
    change(word("maintenance-held", "The requirement held at what it is now"), BASIS | TIER, |v, k| k.is_away_from_entry() && v.held()),
    change(word("fee-in", "The closing fee in the requirement"), FEE, |v, k| k.input.terms.taker_fee > 0.0 && v.fee(k.input.terms.taker_fee, k)),
    change(word("fee-at-bankruptcy", "The closing fee at bankruptcy in the requirement"), FEE, |v, k| v.fee_at(FeeBasis::Bankruptcy, k)),
    change(word("fee-with-maintenance", "The closing fee in the requirement, taken like maintenance"), FEE, |v, k| v.fee_at(FeeBasis::Maintenance, k)),
    change(word("fee-out", "No closing fee in the requirement"), FEE, |v, k| k.counts_fee() && v.fee(0.0, k)),
    change(word("tier-at-entry", "The tier of the notional at entry"), TIER, |v, _| v.tier(TierTaken::OfEntry)),
    change(word("tier-of-margin", "The tier of the margin alone"), TIER, |v, _| v.tier(TierTaken::OfCollateral)),
    change(word("tier-above", "The tier above"), TIER, |v, _| v.tier(TierTaken::Above)),
    change(word("tier-below", "The tier below"), TIER, |v, _| v.tier(TierTaken::Below)),
    change(word("tier-first", "The first tier"), TIER, |v, _| v.tier(TierTaken::First)),
    change(word("tier-last", "The last tier"), TIER, |v, _| v.tier(TierTaken::Last)),
    change(word("deductions-out", "No deductions in the tiers"), DEDUCTION, |v, k| v.tiers(k.bare.as_ref())),
    change(word("deductions-in", "Deductions that join the tiers"), DEDUCTION, |v, k| v.tiers(k.joined.as_ref())),
    change(word("others-maintenance-out", "The other positions' maintenance left out"), OTHERS, |v, _| { v.position.other_maintenance = 0.0; true }),
    change(word("others-profit-out", "The other positions' profit left out"), OTHERS, |v, _| { v.position.other_profit = 0.0; true }),
    change(word("others-out", "The other positions left out"), OTHERS, |v, k| k.has_profit_and_maintenance_beside() && v.alone()),
    change(word("isolated", "Only its own margin behind it"), MARGIN | OTHERS | FEE, |v, k| k.is_cross() && v.isolated(k)),
    change(word("cross", "The whole wallet behind it"), MARGIN | OTHERS | FEE, |v, k| !k.is_cross() && v.crossed(k)),
    change(word("equity-as-wallet", "Equity in place of the wallet balance"), MARGIN, |v, k| v.put(k.equity_above_wallet())),
    change(word("margin-by-leverage", "Margin of notional over leverage"), MARGIN, |v, k| v.put(k.margin_missing(v))),
    change(word("added-margin-out", "The margin added left out"), MARGIN, |v, k| v.put(-k.input.extra_margin)),
    change(word("open-profit-out", "The open profit taken out of the margin"), MARGIN, |v, k| v.put(-k.open_profit)),
    change(word("open-profit-in", "The open profit counted twice"), MARGIN, |v, k| v.put(k.open_profit)),
    change(word("costs-out", "The costs to be paid left out"), MARGIN, |v, k| v.put(k.input.accrued_costs)),
    change(word("coin-out", "The coin posted left out"), COIN, |v, _| v.coin(0.0)),
    change(word("coin-whole", "The coin posted at its full worth"), COIN, |v, k| v.coin(k.input.coin_collateral)),
    change(word("floor-out", "No least requirement"), FLOOR, |v, _| { v.position.rules.floor = 0.0; true }),
    change(word("opening-fee-out", "The opening fee taken out of the margin"), MARGIN, |v, k| v.put(-k.opening_fee())),
    change(word("closing-fee-out", "The closing fee taken out of the margin"), MARGIN, |v, k| v.put(-k.closing_fee(v))),
    change(word("both-fees-out", "Both fees taken out of the margin"), MARGIN, |v, k| v.put(-k.opening_fee() - k.closing_fee(v))),
    change(word("closing-fee-reserved", "The closing fee set aside added to the margin"), MARGIN, |v, k| v.put(k.closing_fee(v))),
    change(word("bankruptcy", "Bankruptcy in place of liquidation"), FIGURE | BASIS | FEE | TIER | DEDUCTION, |v, _| v.bankruptcy(0.0)),
    change(word("bankruptcy-after-fee", "Bankruptcy after the closing fee in place of liquidation"), FIGURE | BASIS | FEE | TIER | DEDUCTION, |v, k| v.bankruptcy(k.input.terms.taker_fee)),
    change(word("unchecked", "No check whether it can be opened"), FIGURE, |v, _| { v.is_unchecked = true; true }),
    change(word("tick-more", "One more tick of safety"), ALONE, |v, k| v.moved_by == 0.0 && v.sooner(k.tick())),
    change(word("tick-out", "No tick of safety"), ALONE, |v, _| { v.moved_by = 0.0; true }),
];

/// What the changes go by.
pub(super) struct Known {
    input: HeldPosition,
    rules: Rules,
    notional: f64,
    open_profit: f64,
    bare: Option<Tiers>,
    joined: Option<Tiers>,
}

impl Known {
    /// Of a position as it is.
    pub fn of(input: &HeldPosition, position: &Position<'_>) -> Known {
        let tiers = position.tiers;
        let by_notional = position.rules.tier_axis != TierAxis::Quantity;
        Known {
            input: input.clone(),
            rules: input.terms.rules(),
            notional: position.notional(input.entry),
            open_profit: position.payoff.profit(&position.trade, position.mark),
            bare: deducting(tiers, &vec![0.0; tiers.rows().len()]),
            joined: if by_notional { deducting(tiers, &tiers.continuous_deductions()) } else { None },
        }
    }

    fn is_at_entry(&self) -> bool {
        self.rules.basis == MaintenanceBasis::Entry
    }

    fn is_away_from_entry(&self) -> bool {
        self.input.mark.is_some_and(|mark| mark != self.input.entry)
    }

    fn counts_fee(&self) -> bool {
        self.rules.closing_fee > 0.0
    }

    fn is_cross(&self) -> bool {
        self.input.margin_mode == MarginMode::Cross
    }

    fn has_profit_and_maintenance_beside(&self) -> bool {
        self.input.other_profit != 0.0 && self.input.other_maintenance > 0.0
    }

    fn has_margin_typed(&self) -> bool {
        !self.is_cross() && self.input.position_margin.is_some()
    }

    /// What the margin typed lacks of the one that leverage asks for.
    fn margin_missing(&self, variant: &Variant<'_>) -> f64 {
        let typed = self.input.position_margin.filter(|_| self.has_margin_typed());
        typed.map_or(0.0, |typed| variant.position.margin_at(self.input.leverage) - typed)
    }

    fn equity_above_wallet(&self) -> f64 {
        let wallet = self.input.wallet_balance.filter(|_| self.is_cross());
        wallet.map_or(0.0, |wallet| self.input.equity - wallet)
    }

    fn opening_fee(&self) -> f64 {
        self.input.terms.taker_fee * self.notional
    }

    /// Of closing at the bankruptcy price.
    fn closing_fee(&self, variant: &Variant<'_>) -> f64 {
        let position = &variant.position;
        let notional = position.bankruptcy_price(0.0).map_or(0.0, |price| position.notional(price));
        self.input.terms.taker_fee * notional
    }

    /// The venue's tick where its price stands.
    pub(super) fn tick(&self) -> Option<f64> {
        self.input.venue_price.and_then(|price| self.input.terms.price_rule.step_at(price))
    }
}

/// The same rates with other deductions.
fn deducting(tiers: &Tiers, deductions: &[f64]) -> Option<Tiers> {
    let rows = tiers.rows().iter().zip(deductions).map(|(row, deduction)| Tier { deduction: *deduction, ..*row });
    Tiers::new(rows.collect()).ok()
}

/// The changes themselves: each says whether there is anything to change.
impl<'k> Variant<'k> {
    fn maintenance_at(&mut self, basis: MaintenanceBasis) -> bool {
        self.position.rules.basis = basis;
        true
    }

    fn held(&mut self) -> bool {
        self.is_requirement_held = true;
        true
    }

    fn fee(&mut self, fee: f64, known: &Known) -> bool {
        let rules = Rules { closing_fee: fee, ..known.rules };
        self.ruled(rules, known)
    }

    fn fee_at(&mut self, fee_basis: FeeBasis, known: &Known) -> bool {
        let closing_fee = if known.counts_fee() { known.rules.closing_fee } else { known.input.terms.taker_fee };
        let cross_fee_basis = if fee_basis == FeeBasis::Bankruptcy { FeeBasis::Opening } else { fee_basis };
        let rules = Rules { closing_fee, fee_basis, cross_fee_basis, ..known.rules };
        let of_mode = |rules: Rules| if known.is_cross() { rules.cross_fee_basis } else { rules.fee_basis };
        of_mode(rules) != of_mode(known.rules) && self.ruled(rules, known)
    }

    /// By other rules than stated, and with the margin that they ask for where leverage decides it. Where maintenance is
    /// taken stays as it was changed to before.
    fn ruled(&mut self, rules: Rules, known: &Known) -> bool {
        let Position { payoff, trade, rules: Rules { basis, .. }, .. } = self.position;
        let leverage = known.input.leverage;
        let rules = Rules { basis, ..rules };
        let margin = self.position.margin_at(leverage);
        self.position.rules = if known.is_cross() { rules.in_cross(payoff, trade.side, leverage) } else { rules };
        if !known.is_cross() && !known.has_margin_typed() {
            self.position.collateral += self.position.margin_at(leverage) - margin;
        }
        true
    }

    /// By the rules and the table of a record.
    pub(super) fn recorded(&mut self, record: &'k Recorded, known: &Known) -> bool {
        self.position.tiers = &record.tiers;
        self.position.rules.basis = record.rules.basis;
        self.moved_by = 0.0;
        self.ruled(record.rules, known) && (!record.is_a_tick_sooner || self.sooner(known.tick()))
    }

    fn tier(&mut self, tier: TierTaken) -> bool {
        self.tier = tier;
        self.position.tiers.rows().len() > 1
    }

    fn tiers(&mut self, tiers: Option<&'k Tiers>) -> bool {
        tiers.map(|tiers| self.position.tiers = tiers).is_some()
    }

    fn alone(&mut self) -> bool {
        self.position.other_profit = 0.0;
        self.position.other_maintenance = 0.0;
        true
    }

    fn isolated(&mut self, known: &Known) -> bool {
        self.position.rules = Rules { basis: self.position.rules.basis, ..known.rules };
        self.position.collateral = self.position.margin_at(known.input.leverage) - known.input.accrued_costs;
        self.alone()
    }

    fn crossed(&mut self, known: &Known) -> bool {
        let Position { payoff, trade, rules, .. } = self.position;
        self.position.rules = rules.in_cross(payoff, trade.side, known.input.leverage);
        let wallet = known.input.wallet_balance.map(|wallet| wallet - known.input.accrued_costs);
        wallet.map(|wallet| self.position.collateral = wallet).is_some()
    }

    fn put(&mut self, sum: f64) -> bool {
        self.position.collateral += sum;
        sum != 0.0
    }

    fn coin(&mut self, coin: f64) -> bool {
        self.position.coin_collateral = coin;
        true
    }

    fn bankruptcy(&mut self, fee: f64) -> bool {
        self.price_of = PriceOf::Bankruptcy(fee);
        true
    }

    /// Liquidated sooner by that much.
    pub(super) fn sooner(&mut self, tick: Option<f64>) -> bool {
        let towards = if self.position.trade.side == Side::Long { 1.0 } else { -1.0 };
        tick.map(|tick| self.moved_by += towards * tick).is_some()
    }
}
