using System.CommandLine;
using System.CommandLine.Completions;

namespace SmtpGen.Tool.Manual;

/// <summary>A command as manuals and shells see it, read from its definition.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Arguments">Its arguments, in order.</param>
/// <param name="Options">Its options, those of all commands included.</param>
/// <param name="Commands">The commands below it.</param>
internal sealed record CommandSheet(
    string Name, string Description, IReadOnlyList<ValueSheet> Arguments, IReadOnlyList<OptionSheet> Options, IReadOnlyList<CommandSheet> Commands)
{
    /// <summary>The sheet of the whole program, which is called by its name however it was started.</summary>
    public static CommandSheet Of(Command program, string name) => Of(program, []) with { Name = name };

    private static CommandSheet Of(Command command, IReadOnlyList<Option> inherited)
    {
        Option[] everywhere = [.. inherited, .. command.Options.Where(option => option.Recursive)];
        return new CommandSheet(
            command.Name,
            command.Description ?? "",
            [.. command.Arguments.Where(argument => !argument.Hidden).Select(ValueSheet.Of)],
            [.. command.Options.Concat(inherited).Where(option => !option.Hidden).Select(OptionSheet.Of)],
            [.. command.Subcommands.Where(below => !below.Hidden).Select(below => Of(below, everywhere))]);
    }
}

/// <summary>An option.</summary>
/// <param name="Names">Its name, and others that it has.</param>
/// <param name="Description">What it says.</param>
/// <param name="Value">Its value; null for a switch.</param>
/// <param name="IsRequired">Whether it must be given.</param>
/// <param name="Usual">Its value where it is not given; empty where there is none.</param>
internal sealed record OptionSheet(IReadOnlyList<string> Names, string Description, ValueSheet? Value, bool IsRequired, string Usual)
{
    public static OptionSheet Of(Option option)
    {
        bool hasValue = option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool);
        return new OptionSheet(
            [.. option.Aliases.Prepend(option.Name).Distinct().Where(name => name.StartsWith('-') && name != "-?")],
            option.Description ?? "",
            hasValue ? new ValueSheet(option.HelpName ?? "VALUE", "", Choices(option), option.Arity.MaximumNumberOfValues > 1) : null,
            option.Required,
            hasValue && option.HasDefaultValue ? Text(option.GetDefaultValue()) : "");
    }

    private static string Text(object? value) => value is string[] several ? string.Join(", ", several) : value?.ToString() ?? "";

    private static string[] Choices(Symbol symbol) => [.. symbol.GetCompletions(CompletionContext.Empty).Select(item => item.Label)];
}

/// <summary>A value: an argument, or what stands after an option.</summary>
/// <param name="Name">What it is called, in capitals.</param>
/// <param name="Description">What it says.</param>
/// <param name="Choices">What it may be; none where it may be anything.</param>
/// <param name="IsRepeated">Whether there may be several.</param>
internal sealed record ValueSheet(string Name, string Description, IReadOnlyList<string> Choices, bool IsRepeated)
{
    // What values are called says what they are: shells offer files for these.
    private static readonly string[] s_files = ["FILE", "PATH", "LOCATION", "DIRECTORY"];

    /// <summary>Whether it names a file or a directory.</summary>
    public bool IsFile => s_files.Contains(Name);

    public static ValueSheet Of(Argument argument) => new(
        argument.HelpName ?? argument.Name, argument.Description ?? "", [.. argument.GetCompletions(CompletionContext.Empty).Select(item => item.Label)],
        argument.Arity.MaximumNumberOfValues > 1);
}
