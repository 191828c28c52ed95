package org.qmp.cli.option;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The message for wrong input, in one line: the option, what it must be, and what it is. */
public final class WrongInput {
  private static final int MOST_SUGGESTIONS = 3;

  private WrongInput() {}

  public static String describe(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched);
    }
    if (wrong instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing(missing.getMissing().get(0), String.valueOf(missing.getMessage()));
    }
    if (wrong instanceof OverwrittenOptionException twice) {
      return name(twice.getOverwritten()) + " must be given only once";
    }
    for (Throwable cause = wrong; cause != null; cause = cause.getCause()) {
      if (cause instanceof UsageException known) { // of a method that takes an option
        return String.valueOf(known.getMessage());
      }
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

  /**
   * An argument, or the value of an option, is missing.
   *
   * @param told picocli's message, which alone tells a required option from its value
   */
  private static String missing(ArgSpec argument, String told) {
    return argument.isOption() && (!argument.required() || told.contains(" parameter for "))
        ? name(argument) + " must be followed by " + argument.paramLabel()
        : name(argument) + " is missing";
  }

  private static String value(ArgSpec argument, String problem, String value) {
    if (argument.type() == boolean.class) {
      return name(argument) + " takes no value; got '" + value + "'";
    }
    String must = problem;
    String similar = "";
    if (argument.type().isEnum() && problem.startsWith("expected one of")) {
      List<String> words =
          Arrays.stream(argument.type().getEnumConstants())
              .map(word -> word.toString().toLowerCase(Locale.ROOT))
              .toList();
      must = "must be one of " + String.join(", ", words);
      similar = Suggestion.of(value, words);
    }
    int suggestion = must.indexOf("; did you mean");
    if (suggestion >= 0) {
      similar = must.substring(suggestion);
      must = must.substring(0, suggestion);
    }
    String got = must.contains("'" + value + "'") ? "" : "; got '" + value + "'";
    return name(argument) + (must.startsWith("must ") ? " " : ": ") + must + got + similar;
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
