use super::*;
use crate::presentation::{Sheet, with_brought};
use crate::scenario::{Profile, Scenario, decode};

const NOON: Date = Date(1_795_348_800); // 2026-11-22T12:00Z
const TOMORROW: Date = Date(NOON.0 + DAY);

/// Without fees each unit loses 65,000 - 63,500 = 1,500 at the stop: 1 % of 10,000 buys 0.066 in lots of 0.001.
const LINK: &str =
    "#/position-size?v=1&rules=generic&base=BTC&lot_step=0.001&side=long&entry=65000&stop=63500&leverage=10";
/// 100 contracts of 1 USD: 100 × (1/60,000 − 1/65,000) BTC.
const INVERSE: &str = "#/position-size?v=1&rules=generic&base=BTC&quote=USD&contract=inverse&contract_size=1&lot_step=1&side=long&entry=65000&stop=60000&method=quantity&quantity=100&leverage=10&equity=0.5";

fn profile() -> Profile {
    [("equity", "10000"), ("risk_pct", "1"), ("rules", "generic")].into_iter().collect()
}

fn scenario(link: &str) -> Scenario {
    decode(link).scenario
}

fn ticket(link: &str) -> Ticket {
    Sheet::new(&scenario(link), &profile()).pinned_ticket(link, NOON).expect("a trade")
}

fn pinned(links: &[&str]) -> Today {
    let mut today = Today::default();
    links.iter().for_each(|link| today.pin(ticket(link)));
    today
}

fn ids(today: &Today) -> Vec<String> {
    today.tickets.iter().map(|ticket| ticket.id.clone()).collect()
}

fn texts(total: &[Total]) -> Vec<(&'static str, Vec<String>)> {
    total.iter().map(|total| (total.label, total.sums.clone())).collect()
}

#[test]
fn a_ticket_says_what_was_pinned() {
    let ticket = ticket(LINK);
    assert_eq!(ticket.title(), "BTC/USDT long");
    assert_eq!(ticket.size(), "0.066 BTC");
    assert_eq!(ticket.prices(), "Entry 65,000, stop 63,500");
    assert_eq!(ticket.risk_words(), "Risk 99.00 USDT"); // 0.066 × 1,500
    assert_eq!(ticket.when(NOON), "Pinned 12:00 UTC");
    assert_eq!(ticket.when(TOMORROW), "Pinned yesterday 12:00 UTC");
}

#[test]
fn what_has_no_size_is_not_pinned() {
    let sheet = |link: &str| Sheet::new(&scenario(link), &profile()).pinned_ticket(link, NOON);
    assert_eq!(sheet("#/kelly"), None);
    assert_eq!(sheet(&LINK.replace("63500", "66000")), None);
    assert_eq!(sheet(&LINK.replace("lot_step=0.001", "lot_step=1")), None);
}

#[test]
fn a_ticket_without_a_stop_risks_one_usual_range() {
    let link = LINK.replace("&stop=63500", "&stop=&method=percent-volatility&atr=800");
    let ticket = ticket(&link);
    assert_eq!((ticket.stop, ticket.risk_words()), (None, "Risk 100.00 USDT per ATR".to_owned())); // 0.125 × 800
}

#[test]
fn tickets_of_the_same_second_have_names_of_their_own() {
    let names = ids(&pinned(&[LINK, LINK, LINK]));
    assert_eq!(names, ["1795348800", "1795348800-2", "1795348800-3"]);
}

#[test]
fn sums_stay_apart_by_currency_and_state() {
    let mut today = pinned(&[LINK, LINK, INVERSE]);
    assert_eq!(
        texts(&today.totals(NOON)),
        [("Risk planned", vec!["198.00 USDT".to_owned(), "0.000128205 BTC".to_owned()])]
    );
    let names = ids(&today);
    today.set_state(&names[0], State::Open, NOON);
    today.set_state(&names[2], State::Open, NOON);
    assert_eq!((today.open_risk("USDT"), today.open_risk("EUR")), (99.0, 0.0));
    let inverse = 100.0 * (1.0 / 60_000.0 - 1.0 / 65_000.0);
    assert!((today.open_risk("BTC") - inverse).abs() < 1e-15);
}

#[test]
fn a_closed_ticket_loses_its_result_and_its_risk_until_there_is_one() {
    let mut today = pinned(&[LINK]);
    let id = ids(&today).remove(0);
    today.set_state(&id, State::Closed, NOON);
    let mut lost = |text: &str| {
        today.set_result(&id, text);
        today.lost_today("USDT", NOON)
    };
    let told = [lost(""), lost("lost"), lost("-12.5"), lost("−1.5k"), lost("-20 usdt"), lost("-20 BTC"), lost("40")];
    assert_eq!(told, [99.0, 99.0, 12.5, 1500.0, 20.0, 99.0, 0.0]);
}

#[test]
fn a_result_is_read_back_in_words() {
    let mut closed = Ticket { state: State::Closed, ..ticket(LINK) };
    let mut said = |text: &str| {
        text.clone_into(&mut closed.result);
        closed.result_words()
    };
    assert_eq!(said(""), "Result is needed; until then it counts as a loss of 99.00 USDT");
    assert_eq!(
        said("x"),
        "Result must be a number of USDT, below 0 for a loss; until then it counts as a loss of 99.00 USDT"
    );
    assert_eq!(said("-98.5"), "A loss of 98.50 USDT");
    assert_eq!(said("0"), "Neither gain nor loss");
    assert_eq!(said("98.5"), "A gain of 98.50 USDT; it gives the day no room back");
}

#[test]
fn the_usual_ends_are_offered_as_results() {
    let offered = |ticket: Ticket| ticket.usual_results();
    assert_eq!(offered(ticket(LINK)), [("Stopped −99.00".to_owned(), "-99".to_owned())]);
    let with_target = ticket(&LINK.replace("&leverage", "&targets=100@3r&leverage"));
    assert_eq!(offered(with_target)[1], ("Targets +297.00".to_owned(), "297".to_owned())); // 0.066 × 4,500
}

#[test]
fn a_gain_takes_nothing_off_what_was_lost() {
    let mut today = pinned(&[LINK, LINK]);
    for (id, result) in ids(&today).iter().zip(["-50", "200"]) {
        today.set_state(id, State::Closed, NOON);
        today.set_result(id, result);
    }
    assert_eq!(today.lost_today("USDT", NOON), 50.0);
}

#[test]
fn a_new_day_of_utc_puts_away_what_was_closed_and_nothing_else() {
    let mut today = pinned(&[LINK, LINK]);
    let names = ids(&today);
    today.set_state(&names[0], State::Closed, Date(NOON.0 + DAY / 2 - 1));
    today.set_state(&names[1], State::Open, NOON);
    assert_eq!((today.count(NOON), today.past(NOON).len(), today.lost_today("USDT", NOON)), (2, 0, 99.0));
    let midnight = Date(NOON.0 + DAY / 2);
    assert_eq!((today.count(midnight), today.lost_today("USDT", midnight)), (1, 0.0));
    assert_eq!(today.open_risk("USDT"), 99.0);
    assert_eq!(today.past(midnight)[0].when(midnight), "Closed yesterday 23:59 UTC");
    assert_eq!(until_next_day(Date(midnight.0 - 1)), 1000);
    assert_eq!(until_next_day(midnight), 86_400_000);
}

#[test]
fn what_is_opened_again_is_no_longer_closed() {
    let mut today = pinned(&[LINK]);
    let id = ids(&today).remove(0);
    today.set_state(&id, State::Closed, NOON);
    today.set_state(&id, State::Open, TOMORROW);
    assert_eq!((today.lost_today("USDT", TOMORROW), today.open_risk("USDT"), today.count(TOMORROW)), (0.0, 99.0, 1));
}

#[test]
fn kept_tickets_read_back_as_they_were() {
    let mut today = pinned(&[LINK, INVERSE]);
    let names = ids(&today);
    today.set_state(&names[1], State::Closed, NOON);
    today.set_result(&names[1], "-1,5 & x=\n%41");
    assert_eq!(Today::read(&today.text()), today);
}

#[test]
fn broken_kept_text_is_survived_and_what_can_be_read_stays() {
    let kept = pinned(&[LINK]).text();
    let foreign = kept.replace("link=%23/", "link=javascript:");
    let negative = kept.replace("risk=99", "risk=-99").replace("id=", "id=1");
    let broken = format!("\nnonsense\n%%%\nid=1\n{foreign}\n{negative}\n{kept}\n{kept}\nid=2&pinned=x&state=open");
    assert_eq!(Today::read(&broken), pinned(&[LINK]));
    assert_ne!(foreign, kept);
}

#[test]
fn what_is_counted_is_in_the_pages_currency_and_says_where_it_is_from() {
    let mut today = pinned(&[LINK, INVERSE]);
    ids(&today).iter().for_each(|id| today.set_state(id, State::Open, NOON));
    let counted = today.counted(&COUNTED, ("USDT", NOON));
    let told: Vec<_> = counted.iter().map(|one| (one.key, one.text.as_str(), one.told())).collect();
    let from = "from Today".to_owned();
    assert_eq!(told, [("open_risk", "99 USDT", from.clone()), ("lost_today", "0 USDT", from)]);
    assert_eq!(today.counted(&counted_keys("lost_today x"), ("BTC", NOON)).len(), 1);
}

#[test]
fn the_days_limit_binds_once_open_risk_is_counted() {
    let mut today = pinned(&[LINK]);
    let id = ids(&today).remove(0);
    today.set_state(&id, State::Open, NOON);
    let mut profile = profile();
    profile.set("day_loss_limit_pct", "1.5");
    let binding = |brought: &[Brought]| {
        let seen = with_brought(&scenario(LINK), &profile, brought);
        let outcome = Sheet::new(&seen.scenario, &seen.profile).outcome;
        (outcome.number("quantity"), outcome.value("binding_limit").cloned())
    };
    let word = |code: &str| Some(crate::spec::Value::Word(word_of(code)));
    assert_eq!(binding(&[]), (Some(0.066), word("risk")));
    // 150 − 99 = 51 is left: 51 / 1,500 = 0.034.
    assert_eq!(binding(&today.counted(&COUNTED, ("USDT", NOON))), (Some(0.034), word("day-limit")));
}

fn word_of(code: &str) -> crate::spec::Word {
    let words = <crate::math::sizing::Limit as crate::spec::Listed>::WORDS;
    words.iter().copied().find(|word| word.code == code).expect("a limit")
}

#[test]
fn a_counted_sum_names_its_currency_once_in_the_folds_line() {
    let mut today = pinned(&[LINK]);
    let id = ids(&today).remove(0);
    today.set_state(&id, State::Open, NOON);
    let seen = with_brought(&scenario(LINK), &profile(), &today.counted(&COUNTED, ("USDT", NOON)));
    let line = Sheet::new(&seen.scenario, &seen.profile).fold_line();
    assert!(line.contains("lost today 0 USDT · open risk 99 USDT ·"), "{line}");
}

#[test]
fn what_is_left_of_the_day_is_told_with_what_it_is_of() {
    let mut today = pinned(&[LINK]);
    let id = ids(&today).remove(0);
    today.set_state(&id, State::Open, NOON);
    let mut profile = profile();
    let room = |today: &Today, profile: &Profile| today.room((&scenario(LINK), profile), NOON);
    assert!(room(&today, &profile).is_unset);
    profile.set("day_loss_limit_pct", "1.5");
    let left = room(&today, &profile);
    assert_eq!((left.words.as_str(), left.note.as_str()), ("51.00 USDT", "of 150.00 USDT: 1.5 % of 10,000 USDT"));
    today.set_state(&id, State::Closed, NOON);
    today.set_result(&id, "-160");
    let spent = room(&today, &profile);
    assert_eq!((spent.words.as_str(), spent.is_spent), ("0.00 USDT", true));
}

#[test]
fn the_room_is_of_the_readers_own_account_whatever_the_page_shows() {
    let mut profile = profile();
    profile.set("day_loss_limit_pct", "1.5");
    let links = [
        LINK.to_owned() + "&equity=90000&day_loss_limit_pct=9",
        LINK.replace("entry=65000", "entry="),
        "#/kelly".to_owned(),
    ];
    for link in links {
        assert_eq!(Today::default().room((&scenario(&link), &profile), NOON).words, "150.00 USDT", "{link}");
    }
}

#[test]
fn a_room_that_cannot_be_told_says_why() {
    let mut profile = profile();
    profile.set("day_loss_limit_pct", "1.5");
    profile.set("equity", "lots");
    let room = Today::default().room((&scenario(LINK), &profile), NOON);
    assert!(room.words.starts_with("Equity ") && room.note.is_empty(), "{}", room.words);
}

#[test]
fn the_switch_says_what_it_does() {
    let mut today = pinned(&[LINK, INVERSE]);
    ids(&today).iter().for_each(|id| today.set_state(id, State::Open, NOON));
    let said = |link: &str, keys: &[&str]| today.counting_words((&scenario(link), &profile()), (keys, NOON));
    assert_eq!(said(LINK, &[]), "Sizes on this page know nothing of these trades");
    assert_eq!(
        said(LINK, &COUNTED),
        "In the size here: open risk 99.00 USDT, lost today 0.00 USDT. What is not in USDT is left out"
    );
    assert_eq!(
        said(LINK, &["open_risk"]),
        "In the size here: open risk 99.00 USDT, lost today as you typed it. What is not in USDT is left out"
    );
    assert_eq!(
        said(&format!("{LINK}&equity=1"), &COUNTED),
        "This page shows the account that its link brought; nothing is counted into that one"
    );
}

#[test]
fn a_table_holds_a_line_for_each_ticket() {
    let mut today = pinned(&[LINK]);
    let id = ids(&today).remove(0);
    today.set_state(&id, State::Closed, NOON);
    today.set_result(&id, "-98.5 USDT");
    let head = "pinned_at,symbol,side,quantity,quantity_unit,entry,stop,risk,currency,state,closed_at,result,link\r\n";
    let line =
        "2026-11-22T12:00Z,BTC/USDT,long,0.066,BTC,65000,63500,99,USDT,closed,2026-11-22T12:00Z,-98.5,https://host/";
    assert_eq!(today.csv("https://host/"), format!("{head}{line}{LINK}\r\n"));
}

#[test]
fn no_text_of_a_link_becomes_a_formula_or_breaks_a_line() {
    let mut today = pinned(&[LINK]);
    today.tickets[0].symbol = "=HYPERLINK(\"x\",\"y\")\n".to_owned();
    assert!(today.csv("").contains(",\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\n\","), "{}", today.csv(""));
    let read: serde_json::Value = serde_json::from_str(&today.json("")).unwrap();
    assert_eq!(read[0]["symbol"], "=HYPERLINK(\"x\",\"y\")\n");
}

#[test]
fn a_list_is_json_with_numbers_for_numbers() {
    let read: serde_json::Value = serde_json::from_str(&pinned(&[LINK, INVERSE]).json("https://host/")).unwrap();
    assert_eq!((&read[0]["risk"], &read[0]["closed_at"]), (&serde_json::json!(99), &serde_json::Value::Null));
    assert_eq!((&read[1]["currency"], &read[1]["quantity_unit"]), (&"BTC".into(), &"contracts".into()));
    assert_eq!(Today::default().json(""), "[]\n");
}

#[test]
fn the_same_page_is_pinned_once_until_it_is_closed() {
    let mut today = pinned(&[LINK]);
    assert!(today.has_pinned(LINK) && !today.has_pinned(INVERSE));
    let id = ids(&today).remove(0);
    today.set_state(&id, State::Closed, NOON);
    assert!(!today.has_pinned(LINK));
    today.remove(&id);
    assert!(today.is_empty());
}
