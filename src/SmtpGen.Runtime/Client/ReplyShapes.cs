using System.Runtime.CompilerServices;

namespace SmtpGen.Runtime.Client;

/// <summary>What the first line of a reply tells.</summary>
/// <param name="Role">What it is.</param>
/// <param name="Code">The code of its status.</param>
/// <param name="Declared">Number of the reply that it was taken for; -1: none.</param>
/// <param name="TextStart">How many octets of the line are the status.</param>
/// <param name="Shape">What it looks like as far as that is known.</param>
internal sealed record FoundReply(ReplyRole Role, int Code, int Declared, int TextStart, ReplyShape Shape)
{
    public bool IsDotted => Declared >= 0 && Shape.IsDotted;

    public bool HasMoreLines
    {
        get
        {
            return Declared >= 0 && Shape.LineAfter(0) < Shape.Lines.Length;
        }
    }
}

/// <summary>The replies of a protocol as a client tells them apart.</summary>
internal sealed class ReplyShapes
{
    private static readonly ConditionalWeakTable<ClientTable, ReplyShapes> s_known = [];

    private readonly ClientTable _table;
    private readonly ReplyShape[] _shapes;

    private ReplyShapes(ClientTable table)
    {
        _table = table;
        _shapes = [.. Enumerable.Range(0, table.Server!.Replies.Length).Select(number => new ReplyShape(table.Server, number))];
    }

    /// <summary>Those of a protocol that says what replies look like.</summary>
    public static ReplyShapes Of(ClientTable table) => s_known.GetValue(table, static known => new ReplyShapes(known));

    /// <summary>The shape of a reply.</summary>
    public ReplyShape this[int reply] => _shapes[reply];

    /// <summary>The reply that begins with a line; null: none that may come does.</summary>
    public FoundReply? Find(in AwaitedReply awaited, ReadOnlySpan<byte> line)
    {
        FoundReply? whole = null;
        int most = -1;
        FoundReply? similar = null;
        int best = -1;
        foreach (var (shape, role) in Candidates(awaited))
        {
            var parts = shape.FirstLine;
            int status = ReplyMatch.Common(_table, awaited.Tag, shape.Status, line, out bool hasStatus);
            int match = ReplyMatch.Of(_table, awaited.Tag, parts, line).Fixed;
            if (match > most)
                (whole, most) = (new FoundReply(role, shape.Code, shape.Number, Math.Min(status, line.Length), shape), match);
            // What says more of its status than another is told by it; of those that say the same one that is not the answer goes on.
            int common = ReplyMatch.Common(_table, awaited.Tag, parts, line, out bool isBegin);
            int rank = (common * 2) + (role == ReplyRole.Answer ? 0 : 1);
            if (!hasStatus || rank <= best || (common == 0 && role == ReplyRole.Answer))
                continue;
            bool isKnown = common > status && (isBegin || IsCodeInBrackets(line[status..common]));
            (similar, best) = (new FoundReply(role, shape.Code, isKnown ? shape.Number : -1, Math.Min(status, line.Length), shape), rank);
        }

        return whole ?? (similar is { Declared: < 0, Role: ReplyRole.Answer } ? Only(awaited, similar) : similar);
    }

    /// <summary>The refusal that a line is in the middle of another reply; null: it is none.</summary>
    public FoundReply? FindRefusal(in AwaitedReply awaited, ReadOnlySpan<byte> line)
    {
        foreach (var (shape, role) in Candidates(awaited))
        {
            if (role == ReplyRole.Answer && shape.Code >= 400 && shape.Lines.Length == 1 && shape.Status.Length > 0
                && shape.Status.Any(part => part is PrefixPart)
                && ReplyMatch.Common(_table, awaited.Tag, shape.Status, line, out bool isStatus) > 0 && isStatus)
                return Find(awaited, line);
        }

        return null;
    }

    /// <summary>Whether a line is the last of a reply of several lines.</summary>
    public bool IsLast(FoundReply found, in AwaitedReply awaited, ReadOnlySpan<byte> line)
    {
        int length = ReplyMatch.Common(_table, awaited.Tag, found.Shape.LastBegin, line, out bool isLast);
        return isLast && (length == 0 || length == line.Length || line[length] == ' ');
    }

    /// <summary>How many octets follow a line, as a reply that may come says; -1: none.</summary>
    public long Counted(FoundReply? found, in AwaitedReply awaited, ReadOnlySpan<byte> line, int number)
    {
        if (found is not null)
            return Counted(found.Shape, awaited.Tag, line, number);
        foreach (var (shape, _) in Candidates(awaited))
        {
            if (Counted(shape, awaited.Tag, line, 0) is >= 0 and var counted)
                return counted;
        }

        return -1;
    }

    private long Counted(ReplyShape shape, string tag, ReadOnlySpan<byte> line, int number)
    {
        if (number >= shape.Lines.Length || !Array.Exists(shape.Lines[number], part => part is ValuePart { Form: ReplyValueForm.Length }))
            return -1;
        ReplyPart[] parts = number == 0 ? [.. shape.Status, .. shape.Lines[0]] : shape.Lines[number];
        var match = ReplyMatch.Of(_table, tag, parts, line);
        return match.Fixed >= 0 ? match.Counted : -1;
    }

    // What programs understand of a text that is otherwise for people: [IN-USE] (RFC 2449 section 8).
    private static bool IsCodeInBrackets(ReadOnlySpan<byte> text) => text[0] is (byte)'[' or (byte)'(' && text.Contains((byte)' ');

    // Where one reply with its status answers, that is the one, whatever it says; where none does, the answer is still to come.
    private FoundReply Only(in AwaitedReply awaited, FoundReply found)
    {
        int only = -1;
        foreach (var edge in new ClientEdges(_table.EdgesOf(awaited.Action)))
        {
            if (edge.From != awaited.State || edge.Reply == ClientTable.None || edge.Reply == only || !HasStatusOf(edge.Reply, found))
                continue;
            if (only >= 0)
                return found;
            only = edge.Reply;
        }

        return only >= 0 ? found with { Declared = only, Shape = _shapes[only] }
            : found.Code < 400 ? found with { Role = ReplyRole.Before }
            : found;
    }

    private bool HasStatusOf(int reply, FoundReply found) =>
        _shapes[reply].Code == found.Code && _shapes[reply].Status.Length == found.Shape.Status.Length
        && _shapes[reply].Status.Zip(found.Shape.Status).All(pair => Same(pair.First, pair.Second));

    private static bool Same(ReplyPart one, ReplyPart other) => (one, other) switch
    {
        (LiteralPart a, LiteralPart b) => a.Octets.AsSpan().SequenceEqual(b.Octets),
        (PrefixPart a, PrefixPart b) => a.Capture == b.Capture,
        _ => one.GetType() == other.GetType(),
    };

    private List<(ReplyShape Shape, ReplyRole Role)> Candidates(in AwaitedReply awaited)
    {
        var candidates = new List<(ReplyShape, ReplyRole)>();
        if (awaited.Action >= 0)
        {
            foreach (ushort reply in _table.Declared(awaited.Action))
                candidates.Add((_shapes[reply], ReplyRole.Answer));
            foreach (ushort reply in _table.SentBefore(awaited.Action))
                candidates.Add((_shapes[reply], ReplyRole.Before));
        }

        int state = _table.ProtocolState(awaited.State);
        foreach (var push in _table.Server!.Unsolicited)
        {
            if (Array.IndexOf(push.States, state) >= 0)
                candidates.Add((_shapes[push.Reply], ReplyRole.Unsolicited));
        }

        return candidates;
    }
}
