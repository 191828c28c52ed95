package org.qmp.cli.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.qmp.cli.compare.Estimates.Entry;
import org.qmp.cli.compare.Estimates.Quantity;
import org.qmp.cli.run.Families;
import org.qmp.cli.run.Format;

/**
 * Tables of estimates: one for each quantity that has values, tasks in rows and methods in columns.
 */
final class QuantityTables {
  private final Estimates estimates;
  private final Results results;
  private final Families families;

  QuantityTables(Estimates estimates) {
    this.estimates = estimates;
    results = estimates.results();
    families = results.families();
  }

  /** If there are many tasks, rows are the families, and the worst and best tasks. */
  List<Table> tables() {
    return tables(families.many() ? this::overview : this::table);
  }

  /** The same with a row for every task, if {@link #tables} have only some. */
  List<Table> taskTables() {
    return families.many() ? tables(this::table) : List.of();
  }

  /** No tables if no run has succeeded. */
  private List<Table> tables(Function<Quantity, Table> table) {
    return Stream.of(Quantity.values()).filter(this::tells).map(table).toList();
  }

  private boolean tells(Quantity quantity) {
    return !results.isAllFailure()
        && estimates
            .of(quantity)
            .anyMatch(entry -> quantity != Quantity.STEPS || entry.reached() > 0);
  }

  private Table table(Quantity quantity) {
    List<List<String>> rows = new ArrayList<>();
    families.order().forEach(task -> rows.add(row(quantity, "", task)));
    rows.addAll(together(quantity));
    return table(quantity, rows);
  }

  private Table overview(Quantity quantity) {
    List<List<String>> rows = new ArrayList<>(together(quantity));
    for (Families.Family family : families.families()) {
      rows.add(
          Table.row(
              family.title(),
              methods(quantity).map(method -> text(estimates.entry(quantity, method, family)))));
    }
    double good = quantity == Quantity.STEPS ? -1 : 1;
    IntToDoubleFunction worth =
        task ->
            estimates
                    .of(quantity)
                    .filter(e -> e.row() == task)
                    .mapToDouble(e -> e.value().estimate())
                    .sum()
                * good;
    int tasks = families.tasks().size();
    Families.lowest(tasks, worth).forEach(task -> rows.add(row(quantity, "worst: ", task)));
    Families.highest(tasks, worth).forEach(task -> rows.add(row(quantity, "best: ", task)));
    return table(quantity, rows);
  }

  private Table table(Quantity quantity, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>(rows);
    all.add(0, Table.row("task", methods(quantity).map(results.comparison()::name)));
    return new Table(title(quantity), all);
  }

  /** The rows of all tasks together. */
  private List<List<String>> together(Quantity quantity) {
    List<String> all = row(quantity, "", estimates.all());
    return quantity.hasMean() ? List.of(all, row(quantity, "", estimates.mean())) : List.of(all);
  }

  private Stream<Integer> methods(Quantity quantity) {
    return estimates.of(quantity).map(Entry::method).distinct();
  }

  private List<String> row(Quantity quantity, String which, int at) {
    return Table.row(
        which + estimates.of(quantity).filter(e -> e.row() == at).findFirst().orElseThrow().name(),
        methods(quantity).map(method -> text(estimates.entry(quantity, method, at))));
  }

  private String title(Quantity quantity) {
    String measure = results.measure().title();
    return switch (quantity) {
      case FINAL -> "At the end, own policies: " + measure;
      case FINAL_OF_MIXTURE -> "At the end, acting as in training: " + measure;
      case AREA -> "Mean height of the learning curve, own policies: " + measure;
      case STEPS ->
          Format.text(
              "Steps until %s of an evaluation's episodes %s; where they never do, all %s",
              results.measure().thresholdText(),
              results.measure().verb(),
              Format.count(results.comparison().base().training().steps()));
      case IMPROVEMENT ->
          "Probability of a higher learning curve than " + results.comparison().name(0) + "'s";
    };
  }

  private String text(Entry entry) {
    DoubleFunction<String> number =
        switch (entry.quantity()) {
          case STEPS -> value -> Format.text("%,.0f", value);
          case IMPROVEMENT -> value -> Format.text("%.2f", value);
          default -> results.measure()::text;
        };
    String value = Measure.text(entry.value(), results.comparison().seeds().size(), number);
    return entry.quantity() == Quantity.STEPS
        ? Format.text("%s in %d of %d", value, entry.reached(), entry.curves())
        : value;
  }
}
