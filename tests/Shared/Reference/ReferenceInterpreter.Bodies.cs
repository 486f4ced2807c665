using System.Globalization;
using System.Numerics;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;

namespace SmtpGen.Reference;

// Bodies, and when chunks of them are carried out.
internal sealed partial class ReferenceInterpreter
{
    private readonly List<byte> _octets = [];
    private BodyModel? _dotted;
    private ChunkModel? _open;
    private Announcement? _announced;
    private string? _refusal;

    /// <summary>The reply with which the application refuses the next body before it reads it; null when it reads it.</summary>
    public Func<string?> RefuseAtOnce { get; init; } = () => null;

    /// <summary>The bodies that came whole and were read.</summary>
    public List<byte[]> Bodies { get; } = [];

    private void Begin(ReadBodyModel read)
    {
        var body = model.Bodies[read.Body];
        if (_open is null)
        {
            _octets.Clear();
            _refusal = RefuseAtOnce();
        }

        _open = read.Chunk;
        if (read.Chunk is null)
            _dotted = body;
        else
            Chunk(body, read.Chunk, _announced!);
    }

    // The octets that a command announces are no commands, whatever becomes of it: it is carried out when they are there.
    private void Announce(CommandModel command, byte[] arguments)
    {
        if (!AutomatonInterpreter.Accepts(command.Arguments!, arguments, Switches))
        {
            Error(command.BadArguments!);
            return;
        }

        string[] words = Latin1(arguments).Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        var octets = BigInteger.Min(BigInteger.Parse(words[0], CultureInfo.InvariantCulture), ulong.MaxValue);
        _announced = new(command, arguments, (ulong)octets, words.Length > 1);
    }

    private bool CarryOut(Announcement announced)
    {
        if (announced.Octets > (ulong)(_input.Length - _at))
            return false;
        _at += (int)announced.Octets;
        CarryOut(announced.Command, announced.Arguments);
        _announced = null;
        return true;
    }

    private void Chunk(BodyModel body, ChunkModel chunk, Announcement announced)
    {
        _octets.AddRange(_input[(_at - (int)announced.Octets).._at]);
        bool isRaw = body.RawWhen != 0 && (body.RawWhen & ~Flags) == 0;
        var framed = isRaw ? new Framed([.. _octets], -1) : Frame(body, announced.IsLast);
        if (framed.FaultAt >= 0 && framed.FaultAt <= Maximum(body))
            Refuse(framed.IsNul ? chunk.Nul ?? chunk.BadFraming ?? Nul(body) : chunk.BadFraming ?? body.BadFraming, announced.IsLast);
        else
            End(body, framed.Octets, announced.IsLast);
    }

    private long Maximum(BodyModel body) => body.Limit < 0 ? long.MaxValue : settings.Limits[model.Limits[body.Limit].Name];

    private void End(BodyModel body, byte[] octets, bool isLast)
    {
        if (octets.Length > Maximum(body))
        {
            Refuse(body.TooBig!, isLast);
        }
        else if (_refusal is { } refusal)
        {
            Refuse(body.Rule.Outcomes.First(o => model.Replies[o.Reply].Name == refusal), isLast);
        }
        else if (!isLast)
        {
            Apply(_open!.More);
        }
        else
        {
            _open = null;
            Bodies.Add(octets);
            Answer(Pick(body.Rule, Body));
        }
    }

    private void Refuse(OutcomeModel outcome, bool isLast)
    {
        int afterRefusal = _open?.RefusedTarget ?? -1;
        _open = null;
        if (isLast)
        {
            Apply(outcome);
            return;
        }

        Say(outcome.Reply);
        Enter(afterRefusal);
    }

    private void GiveUpChunks()
    {
        if (_open is { } open && State != open.More.Target)
            _open = null;
    }

    private sealed record Announcement(CommandModel Command, byte[] Arguments, ulong Octets, bool IsLast);
}
