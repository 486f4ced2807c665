using System.CommandLine;
using System.CommandLine.Parsing;

namespace SmtpGen.Tool.Commands;

/// <summary>Says what is wrong with a command line, and what may have been meant.</summary>
internal static class CommandLineError
{
    private const string Help = "(smtpgen --help lists what there is)";

    /// <summary>One line; null where nothing is wrong.</summary>
    public static string? Find(ParseResult parsed)
    {
        if (UnknownOption(parsed) is { } option)
            return Say($"there is no option '{option}'.", parsed.CommandResult.Command, option);
        if (parsed.Errors.Count == 0)
            return null;
        if (parsed.UnmatchedTokens is not [var unknown, ..])
            return $"{parsed.Errors[0].Message} {Help}";
        string message = unknown.StartsWith('-') ? $"there is no option '{unknown}'."
            : parsed.CommandResult.Command is RootCommand ? $"there is no command '{unknown}'."
            : (parsed.Errors.FirstOrDefault(error => error.Message.Contains(unknown, StringComparison.Ordinal)) ?? parsed.Errors[0]).Message;
        return Say(message, parsed.CommandResult.Command, unknown);
    }

    // Where a command takes arguments, a mistyped option would be one of them.
    private static string? UnknownOption(ParseResult parsed) => parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
        ? null
        : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)
            .FirstOrDefault(value => value.StartsWith("--", StringComparison.Ordinal));

    private static string Say(string message, Command command, string unknown) =>
        $"{message}{Suggestion.Sentence(unknown, Names(command, unknown))} {Help}";

    private static IEnumerable<string> Names(Command command, string unknown) => unknown.StartsWith('-')
        ? command.Options.Where(option => !option.Hidden).Select(option => option.Name).Append("--help")
        : command.Subcommands.Where(below => !below.Hidden).Select(below => below.Name);
}
