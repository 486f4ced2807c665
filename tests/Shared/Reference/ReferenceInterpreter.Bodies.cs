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

    // Of the body that is open: its first chunk decides for all.
    private bool _isRaw;

    /// <summary>The bodies that came whole and were read.</summary>
    public List<byte[]> Bodies { get; } = [];

    private void Begin(ReadBodyModel read)
    {
        var body = model.Bodies[read.Body];
        if (_open is null)
        {
            _octets.Clear();
            _isRaw = body.RawWhen != 0 && (body.RawWhen & ~Flags) == 0;
            _refusal = RefuseAtOnce();
        }

        _open = read.Chunk;
        if (read.Chunk is null)
            _dotted = body;
        else
            Chunk(body, read.Chunk, _announced!);
    }

    // The octets that a command announces are not commands, whatever becomes of it: it is carried out when they are there.
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
        var framed = _isRaw ? new Framed([.. _octets], -1) : Frame(body, announced.IsLast);
        if (framed.FaultAt >= 0 && framed.FaultAt <= Maximum(body))
            Refuse(body, framed.IsNul ? chunk.Nul ?? chunk.BadFraming ?? Nul(body) : chunk.BadFraming ?? body.BadFraming, announced.IsLast);
        else if (framed.FaultAt >= 0)
            Refuse(body, body.TooBig!, announced.IsLast);
        else
            End(body, framed.Octets, announced.IsLast);
    }

    private long Maximum(BodyModel body) => body.Limit < 0 ? long.MaxValue : settings.Limits[model.Limits[body.Limit].Name];

    private void End(BodyModel body, byte[] octets, bool isLast)
    {
        if (octets.Length > Maximum(body))
        {
            Refuse(body, body.TooBig!, isLast);
        }
        else if (_refusal is { } refusal)
        {
            Refuse(body, body.Rule.Outcomes.First(o => model.Replies[o.Reply].Name == refusal), isLast);
        }
        else if (!isLast)
        {
            Apply(_open!.More);
        }
        else
        {
            _open = null;
            Bodies.Add(octets);
            if (body.Per >= 0)
                AnswerEach(body);
            else
                Answer(Pick(body.Rule, Body));
        }
    }

    private long AnswerCount(BodyModel body) => body.Per < 0 ? 1 : _counts.GetValueOrDefault(model.Commands[body.Per].Verb);

    // An answer for each success of a command; one that ends the session ends it when all are said.
    private void AnswerEach(BodyModel body)
    {
        int target = body.Rule.Outcomes[0].Target;
        var closes = model.Otherwise.First(row => row.Input == OtherwiseInput.HandlerCloses);
        var answers = Enumerable.Range(0, (int)AnswerCount(body)).Select(_ => Pick(body.Rule, Body)).ToList();
        foreach (var answer in answers)
        {
            var outcome = answer.Outcome ?? new OutcomeModel(closes.Reply, closes.Target, 0, 0, null);
            var tally = OneTooMany(outcome, null);
            int reply = tally?.Reply ?? outcome.Reply;
            if (reply >= 0)
                Say(reply, tally is null ? answer.Text : null);
            if ((tally?.Target ?? outcome.Target) is >= 0 and var end && model.States[end].IsFinal)
                target = end;
        }

        Enter(target);
    }

    private void Refuse(BodyModel body, OutcomeModel outcome, bool isLast)
    {
        int afterRefusal = _open?.RefusedTarget ?? -1;
        _open = null;
        if (isLast)
        {
            for (long more = AnswerCount(body) - 1; more > 0 && outcome.Reply >= 0; more--)
                Say(outcome.Reply);
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
