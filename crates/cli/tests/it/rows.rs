//! Rows on standard input.

use serde_json::Value as Json;

use crate::ballast_reading;

/// What all rows share; the sizes are Jesse's, tests/vectors/position-size.json.
const SIZE: [&str; 5] = ["position-size", "equity=10000", "leverage=1", "--only=quantity", "-"];

#[test]
fn a_csv_row_is_answered_by_a_csv_row() {
    let rows = "id,side,entry,stop,risk_pct\na,short,80,100,1\nb,short,80,100,2\n";
    let run = ballast_reading(&SIZE, rows);
    assert_eq!((run.out.as_str(), run.code), ("id,status,quantity,problems\na,ok,5.0,\nb,ok,10.0,\n", Some(0)));
}

#[test]
fn tabs_part_cells_where_the_header_has_them() {
    let run = ballast_reading(&SIZE, "side\tentry\tstop\trisk_pct\nshort\t80\t100\t1\n");
    assert_eq!(run.out, "status\tquantity\tproblems\nok\t5.0\t\n");
}

#[test]
fn a_quoted_cell_holds_a_list() {
    let rows = "side,entry,stop,risk_pct,targets\nshort,80,100,1,\"50@60,50@40\"\n";
    assert_eq!(ballast_reading(&SIZE, rows).out, "status,quantity,problems\nok,5.0,\n");
}

#[test]
fn a_row_that_is_wrong_is_named_and_the_next_one_answered() {
    let run = ballast_reading(&SIZE, "side,entry,stop,risk_pct\nlong,80,100,1\nshort,80\nshort,80,100,1\n");
    let statuses: Vec<&str> = run.out.lines().map(|line| line.split(',').next().unwrap_or_default()).collect();
    assert_eq!((statuses.as_slice(), run.code), (["status", "invalid", "invalid", "ok"].as_slice(), Some(1)));
    assert!(run.err.contains("error: row 1: stop: Stop price must be below"), "{}", run.err);
    assert!(run.err.contains("error: row 2: has 2 cells, and the header 4"), "{}", run.err);
}

#[test]
fn a_blank_cell_is_never_an_example() {
    let run =
        ballast_reading(&SIZE, "side,entry,stop,risk_pct,slippage_pct,targets\nshort,80,,1,,\nshort,80,100,1,,\n");
    assert_eq!(run.out, "status,quantity,problems\ninvalid,,stop: Stop price is needed\nok,5.0,\n");
}

#[test]
fn json_lines_are_answered_by_json_lines() {
    let rows = "{\"side\":\"short\",\"entry\":80,\"stop\":100,\"risk_pct\":1,\"id\":7}\n";
    let run = ballast_reading(&["position-size", "equity=10000", "leverage=1", "-"], rows);
    let answer: Json = serde_json::from_str(&run.out).unwrap();
    assert_eq!((answer["outputs"]["quantity"].as_f64(), answer["id"].as_u64()), (Some(5.0), Some(7)));
}

#[test]
fn a_column_that_is_no_key_is_refused_before_any_answer() {
    let run = ballast_reading(&SIZE, "side,enrty,stop\nshort,80,100\n");
    assert_eq!((run.out.as_str(), run.code), ("", Some(1)));
    assert!(run.err.contains("takes no enrty: did you mean entry?"), "{}", run.err);
}
