package org.qmp.cli.option;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with a command line: option, what it must be, and what it is. */
public final class WrongInput {
  private static final int MOST_SUGGESTIONS = 3;

  private WrongInput() {}

  public static String describe(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched);
    }
    if (wrong instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing(missing.getMissing().get(0));
    }
    if (wrong instanceof OverwrittenOptionException twice) {
      return name(twice.getOverwritten()) + " must be given only once";
    }
    ArgSpec argument = wrong.getArgSpec();
    if (wrong.getCause() instanceof TypeConversionException problem && argument != null) {
      return value(argument, String.valueOf(problem.getMessage()), wrong.getValue());
    }
    if (wrong.getValue() != null) { // of the command help
      return unknown(
          new UnmatchedArgumentException(wrong.getCommandLine(), List.of(wrong.getValue())));
    }
    return String.valueOf(wrong.getMessage());
  }

  private static String unknown(UnmatchedArgumentException wrong) {
    CommandLine command = wrong.getCommandLine();
    String what =
        wrong.isUnknownOption()
            ? "option"
            : command.getSubcommands().isEmpty() ? "argument" : "command";
    String similar =
        wrong.getSuggestions().stream().limit(MOST_SUGGESTIONS).collect(Collectors.joining(" or "));
    return "unknown "
        + what
        + " '"
        + wrong.getUnmatched().get(0)
        + "'; "
        + (similar.isEmpty()
            ? "'" + command.getCommandSpec().qualifiedName() + " --help' lists them all"
            : "did you mean " + similar + "?");
  }

  private static String missing(ArgSpec argument) {
    return argument.isOption() && !argument.required()
        ? name(argument) + " must be followed by " + argument.paramLabel()
        : name(argument) + " is missing";
  }

  private static String value(ArgSpec argument, String problem, String value) {
    Class<?> type = argument.type();
    String must = problem;
    if (type.isEnum() && problem.startsWith("expected one of")) {
      must =
          Arrays.stream(type.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", ", "must be one of ", ""));
    } else if (type == boolean.class) {
      return name(argument) + " takes no value; got '" + value + "'";
    }
    return name(argument)
        + (must.startsWith("must ") ? " " : ": ")
        + must
        + (must.contains("'" + value + "'") ? "" : "; got '" + value + "'");
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
