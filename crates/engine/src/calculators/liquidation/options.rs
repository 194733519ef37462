//! An option in the coin: only margins, since no price of one position liquidates it.

use super::touch::Touch;
use super::{HeldPosition, Standing, State};
use crate::math::contract::Side;
use crate::math::margin::Liquidation;
use crate::math::margin::option::ShortOption;
use crate::math::option::OptionKind;
use crate::spec::{Fault, Listed, Problem, Reason, Solved, Word, word};

const OF_THE_ACCOUNT: Reason = Reason("Options: only the account as a whole is liquidated");
const NO_LEVERAGE: Reason = Reason("An option sold has no leverage");

/// What the position is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Traded {
    /// A future or perpetual.
    Future,
    /// A call.
    Call,
    /// A put.
    Put,
}

impl Listed for Traded {
    const VARIANTS: &'static [Traded] = &[Traded::Future, Traded::Call, Traded::Put];
    const WORDS: &'static [Word] = &[word("none", "None: a future"), word("call", "Call"), word("put", "Put")];
}

impl HeldPosition {
    /// The option's terms, where the position is one.
    fn option(&self) -> Result<Option<ShortOption>, Problem> {
        let kind = match self.traded {
            Traded::Future => return Ok(None),
            Traded::Call => OptionKind::Call,
            Traded::Put => OptionKind::Put,
        };
        let strike = self.strike.ok_or_else(|| Problem::error("strike", Fault::Needed))?;
        let mark = self.option_mark.ok_or_else(|| Problem::error("option_mark", Fault::Needed))?;
        Ok(Some(ShortOption { kind, index: self.mark.unwrap_or(self.entry), strike, mark }))
    }

    /// How an option stands; none where the position is a future.
    pub(super) fn solve_option(&self) -> Result<Option<Solved<Standing>>, Vec<Problem>> {
        let Some(option) = self.option().map_err(|problem| vec![problem])? else { return Ok(None) };
        Ok(Some(Solved { results: self.option_standing(option), warnings: Vec::new() }))
    }

    fn option_standing(&self, option: ShortOption) -> Standing {
        let [initial, maintenance] = match self.side {
            Side::Short => [option.initial_margin(), option.maintenance_margin()],
            Side::Long => [0.0, 0.0],
        };
        Standing {
            state: State::OfTheAccount,
            liquidation: Liquidation::Undefined,
            mark: option.index,
            price: Err(OF_THE_ACCOUNT),
            shown: Err(OF_THE_ACCOUNT),
            shown_bankruptcy: Err(OF_THE_ACCOUNT),
            bankruptcy: Err(OF_THE_ACCOUNT),
            initial_margin: Ok(self.quantity * initial),
            balance: Err(OF_THE_ACCOUNT),
            maintenance: Ok(self.quantity * maintenance),
            requirement: Ok(self.quantity * maintenance + self.other_maintenance),
            used: Err(OF_THE_ACCOUNT),
            venue_ratio: Err(OF_THE_ACCOUNT),
            fillable: Err(OF_THE_ACCOUNT),
            stop: Err(OF_THE_ACCOUNT),
            entry_balance: 0.0,
            entry_requirement: 0.0,
            open_profit: 0.0,
            notional: self.quantity * option.mark,
            allowed: Err(NO_LEVERAGE),
            largest: f64::INFINITY,
            size: self.quantity,
            tier: Err(OF_THE_ACCOUNT),
            tier_number: Err(OF_THE_ACCOUNT),
            ladder: Err(OF_THE_ACCOUNT),
            touch: Touch::none(OF_THE_ACCOUNT),
            venue_match: Err(OF_THE_ACCOUNT),
            assumptions: self.assumptions(),
            triggers: self.triggers(),
            trust: self.trust(),
        }
    }
}
