using SmtpGen.Language.Binding;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>More parts of a kind than a machine has numbers for, or than fit into a mask.</summary>
internal static class TooManyParts
{
    public static readonly DiagnosticRule Rule = new("SGP0403", "Protocol has too many parts of a kind", Severity.Error);

    public const int Flags = 32;
    private const int Extensions = 64;
    private const int Tallies = 32;
    private const int StatesOrCommands = 4096;
    private const int Replies = 16384;

    public static void Run(BoundProtocol protocol, Report report)
    {
        Check("flags", Flags, protocol.Flags.Count, protocol.Flags.NameOf);
        Check("extensions", Extensions, protocol.Extensions.Count, protocol.Extensions.NameOf);
        Check("rows 'more than'", Tallies, protocol.Tallies.Count, i => protocol.Tallies[i].Outcome.At);
        Check("states", StatesOrCommands, protocol.States.Leaves.Count, i => protocol.States.Leaves[i].Name);
        Check("commands", StatesOrCommands, protocol.Commands.Count, i => protocol.Commands[i].Syntax.Verb);
        Check("replies", Replies, protocol.Replies.Count, protocol.Replies.NameOf);

        void Check(string kind, int max, int count, Func<int, Name> at)
        {
            if (count > max)
                report.Add(Rule, at(max), $"The protocol has {count} {kind}, but {max} is the most; remove those from '{at(max)}' on.");
        }
    }
}
