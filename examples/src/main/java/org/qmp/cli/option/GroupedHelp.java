package org.qmp.cli.option;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp.rl.SpecKey;
import org.qmp.rl.SpecKeys;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Help with the keys of a specification in groups. */
final class GroupedHelp {
  private GroupedHelp() {}

  static void addTo(CommandSpec command) {
    command
        .usageMessage()
        .sectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, GroupedHelp::options);
  }

  private static String heading(SpecKey.Group group) {
    return switch (group) {
      case TASKS -> "";
      case METHOD -> "\nOf some methods:\n";
      case SWITCH -> "\nOf methods that end in +qmp (how the Q-switch chooses):\n";
      case TRAINING -> "\nTraining:\n";
      case LEARNER -> "\nLearner (soft actor-critic):\n";
    };
  }

  private static String options(Help help) {
    Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
    for (SpecKey.Group group : SpecKey.Group.values()) {
      groups.put(heading(group), new ArrayList<>());
    }
    List<OptionSpec> all = help.commandSpec().options();
    for (OptionSpec option : all) {
      String heading =
          SpecKeys.ALL.stream()
              .filter(key -> key.option().equals(option.longestName()))
              .findFirst()
              .map(key -> heading(key.group()))
              .orElse("");
      groups.getOrDefault(heading, new ArrayList<>()).add(option);
    }
    StringBuilder text = new StringBuilder();
    groups.forEach(
        (heading, options) -> {
          Help.Layout layout = help.createDefaultLayout(all, List.of(), help.colorScheme());
          layout.addOptions(options, help.parameterLabelRenderer());
          text.append(options.isEmpty() ? "" : heading + layout);
        });
    return text.toString();
  }
}
