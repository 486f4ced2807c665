namespace SmtpGen.Language.Grammar;

/// <summary>How the commands of a protocol are written: their patterns, and the rules that these refer to.</summary>
public sealed class ProtocolGrammar
{
    private readonly IReadOnlyDictionary<string, CommandPattern> _commands;

    internal ProtocolGrammar(LinkedGrammar rules, IReadOnlyDictionary<string, CommandPattern> commands)
    {
        Rules = rules;
        _commands = commands;
    }

    /// <summary>The rules of all files that the protocol names.</summary>
    public LinkedGrammar Rules { get; }

    /// <summary>How a command is written.</summary>
    /// <param name="verb">Its verb, as the model has it.</param>
    /// <returns>The pattern; null where there is no such command.</returns>
    public CommandPattern? Find(string verb) => _commands.TryGetValue(verb, out var pattern) ? pattern : null;
}

/// <summary>How a command is written after its verb.</summary>
/// <param name="Arguments">What follows the verb and a space; null: nothing may.</param>
/// <param name="Parameters">The parameters that may follow, in the order of the model.</param>
public sealed record CommandPattern(GrammarNode? Arguments, IReadOnlyList<ParameterPattern> Parameters);

/// <summary>How a parameter is written.</summary>
/// <param name="Keyword">Its keyword, without the equals sign.</param>
/// <param name="Value">Its value; null: it has none.</param>
public sealed record ParameterPattern(string Keyword, GrammarNode? Value);
