//! The words under the fields, pinned.

use ballast_engine::calculators;
use ballast_engine::math::contract::Side;
use ballast_engine::spec::{Fault, Problem, Texts};

/// Problems of a calculator for its examples with these changes.
fn problems(slug: &str, changes: &[(&str, &str)]) -> Vec<Problem> {
    let calculator = calculators::find(slug).unwrap();
    let mut texts: Texts =
        calculator.fields().into_iter().map(|row| (row.key.name, row.neutral().unwrap_or(row.example))).collect();
    changes.iter().for_each(|(key, text)| texts.set(key, *text));
    calculator.prepare(&texts).outcome().problems
}

fn messages(slug: &str, changes: &[(&str, &str)]) -> Vec<String> {
    problems(slug, changes).iter().map(Problem::message).collect()
}

/// The labels of the mends on offer, and what the first would type.
fn mends(problem: &Problem) -> (Vec<&str>, Vec<(&'static str, String)>) {
    let labels = problem.fixes.iter().map(|fix| fix.label.as_str()).collect();
    (labels, problem.fixes.first().map(|fix| fix.edits.clone()).unwrap_or_default())
}

fn of_size(changes: &[(&str, &str)]) -> Vec<String> {
    messages("position-size", changes)
}

#[test]
fn an_empty_field_is_needed() {
    assert_eq!(of_size(&[("stop", "")]), ["Stop price is needed"]);
    assert_eq!(of_size(&[("entry", ""), ("equity", " ")]), ["Entry price is needed", "Equity is needed"]);
}

#[test]
fn what_rust_would_parse_but_nobody_means_is_refused() {
    for text in ["nan", "inf", "1e999", "-inf", "NaN"] {
        assert_eq!(of_size(&[("entry", text)]), ["Entry price must be an ordinary number"], "{text}");
    }
}

#[test]
fn a_number_out_of_range_says_the_range() {
    assert_eq!(of_size(&[("entry", "-5")]), ["Entry price must be greater than 0"]);
    assert_eq!(of_size(&[("risk_pct", "250")]), ["Risk per trade must be between 0 and 100 %"]);
    assert_eq!(of_size(&[("leverage", "0.5")]), ["Leverage must be between 1 and 500×"]);
    assert_eq!(of_size(&[("lost_today", "-1")]), ["Lost today must be 0 or more"]);
}

#[test]
fn a_stop_on_the_wrong_side_blames_the_stop_field_and_offers_the_other_side() {
    let problem = problems("position-size", &[("stop", "66000")]).remove(0);
    assert_eq!(problem.message(), "Stop price must be below the entry price (65,000) for a long");
    assert_eq!(mends(&problem), (vec!["Make it a short"], vec![("side", "short".to_owned())]));
    assert_eq!(of_size(&[("stop", "65000")]), ["Stop price must differ from the entry price"]);
    assert_eq!(
        of_size(&[("side", "short"), ("targets", "3r")]),
        ["Stop price must be above the entry price (65,000) for a short"]
    );
}

#[test]
fn a_target_names_its_row() {
    assert_eq!(
        of_size(&[("targets", "50@70000,50@60000")]),
        ["Targets, row 2: Level must be above the entry price (65,000) for a long"]
    );
    assert_eq!(of_size(&[("targets", "60@70000,60@3r")]), ["Targets must add up to at most 100 %, not 120 %"]);
    assert_eq!(
        of_size(&[("targets", "50@70000,x@3r")]),
        ["Targets, row 2: Share must be a number, such as 65,000 or 1.5k"]
    );
    assert_eq!(
        of_size(&[("targets", "2atr")]),
        ["Targets, row 1: Level is in ATR, which needs the average true range"]
    );
}

#[test]
fn a_stop_beyond_liquidation_warns_and_offers_the_leverage_that_would_do() {
    let problems = problems("position-size", &[("stop", "58000"), ("leverage", "25")]);
    assert_eq!(
        problems.iter().map(Problem::message).collect::<Vec<_>>(),
        ["Stop price lies beyond the liquidation price (62,713.57): the position would be liquidated first"]
    );
    // By hand: 65,000 (1 - 1/L) / 0.995 is 58,068.1 at 9x, above the stop, and 57,160.8 at 8x, below it.
    assert_eq!(mends(&problems[0]), (vec!["Use 8×"], vec![("leverage", "8".to_owned())]));
}

#[test]
fn risk_and_costs_and_units_that_look_wrong_are_pointed_out() {
    assert_eq!(of_size(&[("risk_pct", "3")]), ["Risk per trade is above 2 % of equity in one trade"]);
    assert_eq!(
        of_size(&[("risk_pct", "8")]),
        ["Risk per trade is above 5 % of equity in one trade: a few losses in a row would hurt badly"]
    );
    assert_eq!(of_size(&[("risk_pct", "8"), ("risk_alarm_pct", ""), ("risk_warning_pct", "")]), Vec::<String>::new());
    assert_eq!(of_size(&[("risk_pct", "0.01")]), ["Risk per trade is 0.01 %; if you meant 1 %, type 1"]);
    assert_eq!(
        of_size(&[("stop", "64950"), ("taker_fee_pct", "0.05")]),
        ["Stop price is so close that fees and slippage are 39 % of what is risked"]
    );
    assert_eq!(
        of_size(&[("taker_fee_pct", "5")]).first().map(String::as_str),
        Some("Taker fee is 5 % of the notional per side; most venues charge less than 0.1 %")
    );
    assert_eq!(
        of_size(&[("stop", "6350")]).first().map(String::as_str),
        Some("Stop price is 0.098 times the entry price; is a digit missing or doubled?")
    );
    assert_eq!(
        of_size(&[("annual_vol_pct", "3/day"), ("stop", "64900")]),
        ["Stop price is closer than the market's usual move in an hour (398)"]
    );
}

#[test]
fn a_word_outside_the_set_says_the_set() {
    assert_eq!(of_size(&[("side", "up")]), ["Side must be one of long, short"]);
}

#[test]
fn ambiguous_grouping_asks() {
    assert_eq!(of_size(&[("entry", "1,23,456")]), ["Entry price could mean 123.456 or 123,456"]);
}

#[test]
fn a_unit_that_does_not_belong_says_which_does() {
    assert_eq!(of_size(&[("entry", "5 BTC")]), ["Entry price is in BTC, but USDT is wanted here"]);
}

#[test]
fn a_tier_table_with_a_gap_names_its_row() {
    assert_eq!(
        of_size(&[("tiers", "cap,rate_pct;50000,0.4;40000,0.5")]),
        ["Tiers, row 2, must have a cap above that of the row before"]
    );
}

#[test]
fn leverage_beyond_the_venue_offers_what_it_allows() {
    let tiers = ("tiers", "cap,rate_pct,max_leverage;50000,0.4,125");
    let problems = problems("position-size", &[tiers, ("leverage", "150")]);
    assert_eq!(
        problems.iter().map(Problem::message).collect::<Vec<_>>(),
        ["Leverage is more than the venue allows here (125×)"]
    );
    assert_eq!(mends(&problems[0]), (vec!["Use 125×"], vec![("leverage", "125".to_owned())]));
}

/// A fault says these words after its field's label, or as a sentence of its own.
fn words_are(pinned: &[(Fault, &str)]) {
    pinned.iter().for_each(|(fault, words)| assert_eq!(fault.words(), *words, "{fault:?}"));
}

#[test]
fn what_is_wrong_with_a_text_is_said_in_these_words() {
    use Fault::*;
    words_are(&[
        (NotWhole, "must be a whole number, such as 40"),
        (NotADate, "must be a date and time in UTC, such as 2026-11-22T08:00Z"),
        (NotAPriceRule, "must be a step such as 0.1, or significant figures such as 5sf"),
        (NotAPair, "must be pairs such as 50@70000, separated by commas"),
        (UnknownColumn("fee".into()), "has no column fee"),
        (MissingColumn("rate_pct"), "must have a column rate_pct"),
        (WrongCellCount { cells: 3, columns: 2 }, "has 3 cells where there are 2 columns"),
        (TooManyRows(1_000), "and those after it are too many; at most 1,000"),
        (NotSquare { wanted: 3 }, "must have 3 rows of 3 numbers"),
        (NotSymmetric, "must be the same above and below its diagonal"),
        (TooFew { given: 1, wanted: 2 }, "must have at least 2 numbers, not 1"),
    ]);
}

#[test]
fn what_is_wrong_with_a_trade_is_said_in_these_words() {
    use Fault::*;
    let (margin, required) = ("21.45 USDT".into(), "26 USDT".into());
    words_are(&[
        (OtherCurrency { typed: "BTC".into(), settle: "USDT".into() }, "was BTC, but this contract settles in USDT"),
        (NeedsStop, "is in R, which needs a stop price"),
        (SignAgainstSide { side: Side::Short }, "has a sign that a short cannot mean here; leave it out"),
        (LevelBelowZero, "must leave a price greater than 0"),
        (MinimumAboveMaximum("1".into()), "must not be above the largest order (1)"),
        (NoFiniteAnswer, "These inputs have no finite answer; try a larger distance between entry and stop"),
        (BelowZero, "leaves nothing to trade with: it must be greater than 0"),
        (
            MarginBelowMaintenance { margin, required },
            "leaves a margin of 21.45 USDT, which is not above the 26 USDT that must remain",
        ),
        (BeyondLastTier("100".into()), "is worth more than the venue's last tier takes (100)"),
        (EmptyFill, "must not be 0: above 0 it opens, below 0 it closes"),
        (ClosesTooMuch("0.3".into()), "closes more than is held then (0.3); above 0 it opens, below 0 it closes"),
        (StopBeyondPrice("80".into()), "lies beyond 80 already: it would close the position at once"),
        (TargetsOutOfOrder, "are not in the order in which the price meets them; they are taken in that order"),
        (ShareBelowLot, "is less than a lot: nothing is closed there, and a later part takes it"),
        (
            ExitBelowSmallest("0.01".into()),
            "comes to less than the smallest order (0.01); only a venue that exempts orders which reduce a position takes it",
        ),
        (
            BreakevenBeyondTarget("65,045.6".into()),
            "would put the stop at 65,045.6, which that target does not pass: the stop would be filled at once, so it waits for the first target beyond",
        ),
        (BeyondLastTarget(3), "is more than there are targets (3): the stop never moves"),
        (NothingTrails, "has nothing to trail: the targets close the whole"),
        (StopMovedAway("63,500".into()), "lies further away than the stop (63,500): it raises what is at risk"),
        (NotOnePerTarget { given: 2, targets: 3 }, "must have one number for each target: 3, not 2"),
        (OddsRise, "must not be above the one before: the price comes to the nearer target first"),
        (TargetsLeaveRest("50".into()), "close less than the whole: 50 % stays open and is not counted as gain"),
    ]);
}

#[test]
fn what_is_wrong_with_an_account_is_said_in_these_words() {
    use Fault::*;
    words_are(&[
        (BorrowedOnNothing, "may be below 0 (borrowed) only with collateral beside it"),
        (
            BelowLoanToValue("80.5".into()),
            "is below the loan to value (80.5 %): what that allows would be liquidated at once",
        ),
        (VolatilityOfRatio("ETH against WBTC".into()), "must be that of ETH against WBTC, since both move"),
        (
            VolatilityOfFamily("wstETH against WETH".into()),
            "must be that of wstETH against WETH: these move together, and their ratio hardly moves",
        ),
        (
            OtherThanCoin { value: "1.6".into(), row: 1, coin: "BTC".into() },
            "must be 1.6, as in row 1 of the positions: BTC makes one move",
        ),
        (OtherThanRow { value: "65,000".into(), row: 1 }, "must be 65,000, as in row 1 of the same symbol"),
        (OtherContract("inverse"), "must be inverse, as the venue has it under this symbol"),
        (NeedsMaintenance, "is needed: no tier table of this symbol at this venue is known here"),
        (SplitPosition { row: 1 }, "is that of the whole position: put this row and row 1 into one, or type the rate"),
        (
            WithoutStop { rows: "rows 1 and 3".into() },
            "have no stop in rows 1 and 3: what they lose at their own liquidation price is counted, at most the whole notional",
        ),
    ]);
}

#[test]
fn a_holding_on_the_other_side_is_said_in_these_words() {
    words_are(&[
        (Fault::HeldOnOtherSide { side: Side::Long }, "is a short by its sign, not a long"),
        (Fault::HeldOnOtherSide { side: Side::Short }, "is a long by its sign, not a short"),
    ]);
}

#[test]
fn a_coin_that_stays_out_of_a_range_is_said_in_these_words() {
    words_are(&[(Fault::StaysOut("12".into()), "is more than the range takes beside the other coin: 12 stays out")]);
}

#[test]
fn what_is_wrong_with_an_edge_is_said_in_these_words() {
    use Fault::*;
    words_are(&[
        (PriorNeedsWinRate, "can begin from a prior only where the edge is a win rate and payoff"),
        (ProbabilitiesOff("90".into()), "must have probabilities that add up to 100 %, not 90 %"),
        (ReturnBelowAll, "cannot lose more than the whole: a return must be -100 % or more"),
        (MixedResults, "must be all in multiples of the stake or all returns with %, not both"),
        (NoLosingOutcome, "must have a losing result: without one no fraction is too large, and no answer finite"),
        (CostsEatWins, "leaves nothing of the wins: it must be smaller than the average win"),
        (CertainWin, "is certain, and no bet is: the answer is only a limit"),
        (FewObservations(1), "comes to 1: below 30 it says little, below 100 not much"),
        (FewObservations(20), "comes to 20: below 30 it says little, below 100 not much"),
    ]);
}

#[test]
fn what_is_odd_about_a_link_is_said_in_these_words() {
    use Fault::*;
    let (link, here) = ("abc".into(), "def".into());
    words_are(&[
        (UnknownRecord("okx/BTC".into()), "The tiers okx/BTC are not in this build; choose others, or paste the rows"),
        (
            RulesMissing("okx/BTC".into()),
            "The rules okx/BTC are not in this build, and no figure stands without them; choose others",
        ),
        (
            NewerVersion("2".into()),
            "This link was made with a newer version of Ballast (2); what is known here is shown",
        ),
        (
            OtherBuild { link, here },
            "This link was made with build abc, this is def: if a figure differs, a fault was mended in between",
        ),
        (SharedTrade, "A trade shared with you: sizes are from your own account"),
        (UnknownKey("foo".into()), "foo is not known here; it is kept as it is"),
        (FromExamples("Equity".into()), "Taken from examples: Equity"),
        (Malformed, "Part of the link could not be read; what could is shown"),
    ]);
}

#[test]
fn a_venue_s_terms_out_of_range_say_so() {
    let of = |key: &'static str, text: &'static str| messages("liquidation", &[(key, text)]);
    assert_eq!(of("initial_rate_pct", "0.05"), ["Initial rate must be between 0.1 and 100 %"]);
    assert_eq!(of("rate_per_coin_pct", "-1"), ["Rate per coin must be between 0 and 10 %"]);
    assert_eq!(of("coin_weight_pct", "101"), ["Weight of coin must be between 0 and 100 %"]);
    assert_eq!(of("requirement_floor", "-1"), ["Least maintenance must be 0 or more"]);
    assert_eq!(of("coin_collateral", "-1"), ["Coin posted must be 0 or more"]);
    assert_eq!(of("tier_axis", "size"), ["Tiers go by must be one of notional, entry, quantity"]);
}

#[test]
fn a_mistyped_deduction_and_rates_that_fall_are_pointed_out_in_their_row() {
    // Binance's own second row deducts 50, not 500: 50,000 x (0.5 % - 0.4 %)
    let table =
        |rows: &str| messages("liquidation", &[("tiers", &format!("cap,rate_pct,max_leverage,deduction;{rows}"))]);
    let jump = "Tiers, row 2: Deduction leaves a jump in the requirement where the row begins; 50 would join it to the row before";
    assert_eq!(table("50000,0.4,125,0;250000,0.5,100,70"), [jump]);
    assert_eq!(table("50000,0.4,125,0;250000,0.5,100,50"), Vec::<String>::new());
    assert_eq!(table("50000,0.4,125,0;250000,0.5,100,0"), Vec::<String>::new());
    let fall = "Tiers, row 3: Maintenance is below that of the row before (5 %); is a digit missing or doubled?";
    assert_eq!(table("50000,0.4,125,0;250000,5,20,0;1000000,1,50,0"), [fall]);
    assert_eq!(
        messages("position-size", &[("tiers", "cap,rate_pct;50000,5;250000,1")]),
        ["Tiers, row 2: Maintenance is below that of the row before (5 %); is a digit missing or doubled?"]
    );
}

#[test]
fn a_stop_that_has_been_passed_is_said_in_one_way() {
    let passed = "Stop price lies beyond 100 already: it would close the position at once";
    let held = [("entry", "100"), ("quantity", "1"), ("mark_price", "100"), ("stop", "105")];
    assert_eq!(messages("liquidation", &held), [passed]);
    let account = "symbol,side,quantity,entry,mark,stop,maintenance_pct;A,long,1,100,100,105,1";
    assert_eq!(
        messages("cross-account", &[("positions", account)]),
        ["Positions, row 1: Stop lies beyond 100 already: it would close the position at once"]
    );
}

#[test]
fn a_highest_leverage_has_two_decimals_at_most_and_may_be_typed() {
    let warned = |changes: &[(&'static str, &'static str)]| messages("liquidation", changes);
    let by_coins =
        [("contract", "linear"), ("initial_rate_pct", "2"), ("rate_per_coin_pct", "0.005"), ("quantity", "25")];
    assert_eq!(
        warned(&[&by_coins[..], &[("leverage", "50")]].concat()),
        ["Leverage is more than the venue allows here (47.05×)"]
    );
}

#[test]
fn a_stop_that_cannot_be_placed_is_pointed_out_beside_the_liquidation() {
    let warned = |stop: &'static str| messages("liquidation", &[("stop", stop)]);
    assert_eq!(warned("2atr"), ["Stop price is in ATR, which needs the average true range"]);
    assert_eq!(warned("2r"), ["Stop price is in R, which needs a stop price"]);
}

#[test]
fn a_book_names_the_row_and_column_of_what_is_wrong() {
    let of_book = |book: &str| messages("delta-rebalance", &[("option_book", book)]);
    assert_eq!(of_book("kind,quantity\ncall,1").first().unwrap(), "Book, row 1: Strike is needed");
    assert_eq!(
        of_book("kind,quantity,strike,expiry,vol_pct;put,1,60000,soon,50"),
        ["Book, row 1: Expiry must be a date and time in UTC, such as 2026-11-22T08:00Z"]
    );
    assert_eq!(
        of_book("kind,quantity,strike,expiry,vol_pct;spot,1;put,1,60000,2026-11-20T08:00Z,50"),
        ["Book, row 2: Expiry has passed (2026-11-20T08:00Z): the row is not counted"]
    );
    assert_eq!(
        of_book("kind,quantity,strike,expiry,vol_pct;put,1,60000,2026-12-25,0.5"),
        [
            "Book, row 1: Expiry is at midnight; most venues' options expire at 08:00 UTC, 2026-12-25T08:00Z",
            "Book, row 1: Volatility is 0.5 %; if you meant 50 %, type 50"
        ]
    );
    assert_eq!(
        of_book("kind,quantity;strangle,1"),
        ["Book, row 1: Kind must be one of call, put, future, perpetual, spot"]
    );
}

#[test]
fn options_that_cannot_take_gamma_and_vega_to_zero_are_refused_in_words() {
    let with = |options: &str| messages("delta-rebalance", &[("neutralise", "gamma-vega"), ("hedge_options", options)]);
    assert_eq!(with(""), ["Options to trade must have 2 options"]);
    let alike = "kind,strike,expiry,vol_pct;call,66000,2026-12-25T08:00Z,50;put,60000,2026-12-25T08:00Z,50";
    assert_eq!(
        with(alike),
        ["Options to trade must move gamma and vega in different proportions: choose two expiries"]
    );
    assert_eq!(
        messages("delta-rebalance", &[("later_date", "2026-11-01T08:00Z")]),
        ["Later date must be after 2026-11-22T08:00Z"]
    );
}

fn of_ladder(changes: &[(&str, &str)]) -> Vec<String> {
    let safety = [("plan", "dca"), ("step", "2%"), ("rung_count", "4"), ("stop", "80%"), ("equity", "1000000")];
    messages("scaling-plan", &[&safety[..], changes].concat())
}

#[test]
fn a_plan_says_at_which_order_something_comes_first() {
    assert_eq!(
        of_ladder(&[("stop", "62500"), ("leverage", "2")]),
        [
            "Orders, row 3, lies at or beyond the stop then in force (62,500): the position is stopped before it is filled"
        ]
    );
    assert_eq!(
        of_ladder(&[("step", "12%"), ("leverage", "10")]),
        [
            "Orders, row 2, lies at or beyond the liquidation price of what is held before it (58,793.97): the earlier orders are liquidated first",
            "Stop price lies beyond the liquidation price (58,793.97): the position would be liquidated first"
        ]
    );
    assert_eq!(
        of_ladder(&[("stop_rule", "breakeven"), ("breakeven_after_fills", "4"), ("leverage", "1")]),
        ["Orders, row 4, moves the stop past its own price, to 63,016.48: all of it would be closed at once"]
    );
    assert_eq!(
        of_ladder(&[("plan", "custom"), ("rungs", "price,weight;65000,1;64000,1;64500,1"), ("leverage", "1")]),
        [
            "Orders, row 3, turns back from the one before (64,000): orders fill in the order in which the price reaches them"
        ]
    );
}

#[test]
fn a_plan_says_which_order_is_too_large_or_too_small_for_risk_money_and_venue() {
    let typed = |quantity: &'static str, risk: &'static str| {
        [("ladder_by", "first-quantity"), ("first_quantity", quantity), ("risk_pct", risk), ("leverage", "1")]
    };
    assert_eq!(
        of_ladder(&typed("0.1", "2")),
        ["Orders, row 4, raises what the stop loses to 20,636.32, above the 20,000 that may be lost"]
    );
    assert_eq!(
        of_ladder(&[&typed("0.1", "10")[..], &[("free_margin", "20000")]].concat()),
        ["Orders, row 4, needs 26,000 by then, and there is 20,000"]
    );
    assert_eq!(
        of_ladder(&[&typed("0.1", "10")[..], &[("max_quantity", "0.103")]].concat()),
        ["Orders, row 3, is above the largest order (0.103); split it"]
    );
    assert_eq!(
        of_ladder(&[&typed("0.1", "10")[..], &[("min_notional", "6600")]].concat()),
        ["Orders, row 1, is below the smallest order (0.101538461538)"]
    );
    assert_eq!(
        of_ladder(&[
            ("first_quantity", "0.1005"),
            ("ladder_by", "first-quantity"),
            ("risk_pct", "10"),
            ("lot_step", "0.001"),
            ("leverage", "1")
        ]),
        ["First order is not a multiple of the lot"]
    );
}

#[test]
fn what_is_held_and_the_mark_are_weighed_against_the_plan() {
    let held = [("fills", "0.1@65000"), ("risk_pct", "10"), ("leverage", "1")];
    assert_eq!(
        of_ladder(&[&held[..], &[("mark_price", "63000")]].concat()),
        ["Orders, row 2, has been passed by the mark price (63,000): it would fill at once"]
    );
    assert_eq!(
        of_ladder(&[&held[..], &[("fills", "0.1@65000,-0.2@66000")]].concat()),
        ["Filled already, row 2: Quantity closes more than is held then (0.1); above 0 it opens, below 0 it closes"]
    );
    let rungs = [("plan", "custom"), ("rungs", "price,quantity,state;65000,0.1,filled;68000,0.2,open")];
    assert_eq!(
        of_ladder(&[&held[..], &rungs, &[("stop", "66000")]].concat()),
        ["Orders, row 2, moves the average entry to 67,000, past the stop (66,000): what was safe is at risk again"]
    );
}

#[test]
fn a_plan_that_cannot_be_laid_out_names_the_field_and_offers_a_cure() {
    let problem =
        problems("scaling-plan", &[("plan", "dca"), ("step", "30%"), ("rung_count", "6"), ("stop", "80%")]).remove(0);
    assert_eq!(problem.message(), "Distance between orders must leave a price greater than 0");
    assert_eq!(mends(&problem), (vec!["Use 4 orders"], vec![("rung_count", "4".to_owned())]));
    assert_eq!(
        of_ladder(&[("plan", "pyramid"), ("weighting", "custom"), ("weights", "1,2")]),
        ["Weights must have at least 4 numbers, not 2"]
    );
    assert_eq!(
        of_ladder(&[
            ("plan", "pyramid"),
            ("weighting", "custom"),
            ("weights", "0,1,1,1"),
            ("ladder_by", "first-quantity")
        ]),
        ["First order decides nothing: the first weight is 0"]
    );
    assert_eq!(
        of_ladder(&[("step", "0.5atr")]),
        ["Distance between orders is in ATR, which needs the average true range"]
    );
    assert_eq!(of_ladder(&[("step", "-2%")]), ["Distance between orders must be greater than 0"]);
    assert_eq!(
        of_ladder(&[("plan", "custom"), ("rungs", "price,quantity,state;65000,,filled;64000,1,open")]),
        ["Orders, row 1: Quantity is needed"]
    );
}

#[test]
fn fewer_simulated_accounts_than_asked_for_are_owned_up_to() {
    assert_eq!(
        messages("risk-of-ruin", &[("trades_ahead", "1000")]),
        ["Simulated accounts are held to 4,000 for so many trades, so that the answer keeps up with typing"]
    );
    assert_eq!(
        messages("money-management", &[("trades_ahead", "1000")]),
        ["Simulated accounts a rule are held to 400 for so many trades, so that the answer keeps up with typing"]
    );
}

#[test]
fn a_loss_beyond_or_within_the_record_says_what_it_means_for_optimal_f() {
    let of_rules = |largest| {
        let trades = ("trades", "2,-1,2,-1");
        messages("money-management", &[("edge_model", "trades"), trades, ("largest_loss_r", largest)])
    };
    let few = "Trade list comes to 4: below 30 it says little, below 100 not much";
    let beyond = "Largest loss to reckon with is larger than any so far (1 R): staked at the optimal f of the record it would take 75 % of equity";
    let within = "Largest loss to reckon with is smaller than the largest so far (1 R), which counts instead";
    assert_eq!(of_rules("3"), [few, beyond]);
    assert_eq!(of_rules("0.5"), [few, within]);
}

#[test]
fn what_keeps_capital_from_being_split_is_said_in_these_words() {
    let of = |changes: &[(&str, &str)]| messages("portfolio", changes);
    assert_eq!(of(&[("names", "")]), ["Names is needed"]);
    assert_eq!(
        of(&[("names", "name,return_pct,vol_pct,weight_pct;A,,50,-1"), ("correlations", "1")]),
        [
            "Names, row 1: Expected return is needed",
            "Names, row 1: Weight now has a sign that a long cannot mean here; leave it out"
        ]
    );
    let two = ("names", "name,return_pct,vol_pct,stop_pct,side;A,20,50,5,long;B,20,50,5,either");
    assert_eq!(of(&[two, ("correlations", "1,0.5;0.5,2")]), ["Correlations must be between −1 and 1"]);
    assert_eq!(
        of(&[two, ("correlations", "1,0.5;0.5,0.9")]),
        ["Correlations must be 1 on the diagonal: every name moves with itself"]
    );
    assert_eq!(
        of(&[two, ("correlations", "1,1;1,1")]),
        [
            "Correlations leave some mix, above all of A and B at 1, without risk, so that no Kelly split is the only best one"
        ]
    );
    assert_eq!(
        of(&[two, ("correlations", "1,0.5;0.5,1"), ("allocation_method", "equal-risk")]),
        ["Names, row 2: Side must be long or short here: only Kelly finds the side by itself"]
    );
    assert_eq!(
        of(&[
            ("names", "name,return_pct,vol_pct,stop_pct;A,20,50,5;B,20,50,5;C,20,50,5"),
            ("correlations", "1,0.9,-0.9;0.9,1,0.9;-0.9,0.9,1")
        ]),
        [
            "Correlations cannot all hold: they would make the risk of some mix less than nothing (smallest eigenvalue −0.8), above all A and C at −0.9; the nearest that can differ by at most 0.4005"
        ]
    );
    assert_eq!(
        of(&[("names", "name,return_pct,vol_pct;A,20,50;B,20,50"), ("correlations", "1,0.5;0.5,1")]),
        ["Names without a stop count in full as heat: A, B"]
    );
    let unpasted = problems("portfolio", &[("allocation_method", "kelly-returns")]).remove(0);
    assert_eq!(unpasted.message(), "Correlations from must be past returns: that is what this Kelly is solved on");
    assert_eq!(mends(&unpasted).1, [("correlation_source", "returns".to_owned())]);
}

#[test]
fn returns_that_cannot_be_used_are_named_by_their_row() {
    let of = |history: &str| {
        let names = ("names", "name,return_pct,stop_pct;A,20,5;B,20,5");
        messages("portfolio", &[names, ("correlation_source", "returns"), ("return_history", history)])
    };
    assert_eq!(of("1,2;2,1"), ["Return history must have at least 3 periods, not 2"]);
    assert_eq!(of("A,C;1,2;2,1;3,3"), ["Return history must have a column for B"]);
    assert_eq!(of("1,2;2;3,3"), ["Return history, row 2, has 1 cells where there are 2 columns"]);
    assert_eq!(of("1,2;2,;3,3"), ["Return history, row 2, is needed"]);
    assert_eq!(
        of("1,2;-101,2;3,3"),
        ["Return history, row 2, cannot lose more than the whole: a return must be -100 % or more"]
    );
    assert_eq!(
        of("1,2;1,3;1,1"),
        ["Return history never changes for A, and what never moves is correlated with nothing"]
    );
    assert_eq!(
        of("1,2;2,4;3,6"),
        [
            "Return history leaves some mix, above all of A and B at 1, without risk, so that no Kelly split is the only best one; paste more periods than there are names"
        ]
    );
}
