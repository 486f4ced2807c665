using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>Binds <c>=&gt; reply -&gt; State</c>: one outcome for each reply that is defined.</summary>
internal sealed class OutcomeBinder(
    StateTable states, SymbolTable<FlagModel> flags, SymbolTable<BoundReply> replies, SymbolTable<BoundBody> bodies,
    ArgumentBinder arguments, Report report)
{
    public IReadOnlyList<BoundOutcome> Bind(OutcomeSyntax syntax)
    {
        int target = syntax.Target is null ? -1 : states.FindTarget(syntax.Target);
        uint sets = flags.UseMask(syntax.Sets);
        uint clears = flags.UseMask(syntax.Clears);
        var (then, model) = syntax.Then is null ? (null, null) : Bind(syntax.Then);
        if ((syntax.Then is not null && then is null) || target == -2)
        {
            foreach (var name in syntax.Replies)
                replies.Use(name);
            return [];
        }

        if (syntax.Replies.Count == 0 && syntax.Then is not (null or ReadBodySyntax { Chunk: not null }))
            report.Add(BindingRules.MissingPart, syntax.Then.Keyword, "Only a chunk is read without a word before it; write '=> REPLY' in front.");
        if (syntax.Replies.Count == 0)
            return [new BoundOutcome(syntax.Then?.Keyword ?? syntax.Target!, syntax, new OutcomeModel(-1, target, sets, clears, model), then)];
        var outcomes = new List<BoundOutcome>();
        foreach (var name in syntax.Replies)
        {
            int reply = replies.Use(name);
            if (reply >= 0)
                outcomes.Add(new BoundOutcome(name, syntax, new OutcomeModel(reply, target, sets, clears, model), then));
        }

        return outcomes;
    }

    /// <summary>The outcomes of answers after which the next command comes.</summary>
    public IEnumerable<BoundOutcome> BindLast(IEnumerable<OutcomeSyntax> syntax) => syntax.SelectMany(BindLast);

    /// <summary>An answer that no handler chooses, after which the next command comes.</summary>
    public BoundOutcome? BindOne(OutcomeSyntax? syntax)
    {
        if (syntax is null)
            return null;
        if (syntax.Replies.Count > 1)
            report.Add(BindingRules.BadValue, syntax.Replies[1], $"No handler chooses here, so that one reply is given; write '{syntax.Replies[0]}' or '{syntax.Replies[1]}'.");
        return BindLast(syntax).FirstOrDefault();
    }

    private IReadOnlyList<BoundOutcome> BindLast(OutcomeSyntax syntax)
    {
        if (syntax.Then is { } then)
            report.Add(BindingRules.BadValue, then.Keyword, "Nothing follows this answer but the next command; write '-> STATE' instead.");
        return syntax.Replies.Count == 0 && syntax.Target is null ? [] : Bind(syntax with { Then = null });
    }

    // Nothing where a part is missing, which was reported.
    private (BoundThen?, ThenModel?) Bind(ThenSyntax syntax) => syntax.Match<(BoundThen?, ThenModel?)>(
        BindBody, BindLine, () => (new BoundTransfer(), new UpgradeModel()), () => (new BoundTransfer(), new SendBodyModel()));

    private (BoundThen?, ThenModel?) BindBody(ReadBodySyntax syntax)
    {
        int index = bodies.Use(syntax.Body);
        var more = BindOne(syntax.Chunk?.More);
        var badFraming = BindOne(syntax.Chunk?.BadFraming);
        var nul = BindOne(syntax.Chunk?.Nul);
        if (index < 0 || !bodies[index].IsComplete)
            return (null, null);
        // Only bodies that lack nothing are in the model.
        int number = bodies.Values.Take(index).Count(b => b.IsComplete);
        if (syntax.Chunk is not { } chunk)
            return (new BoundReadBody(bodies[index], [], -1), new ReadBodyModel(number, null));
        int refused = chunk.Refused is null ? -2 : states.FindTarget(chunk.Refused);
        if (chunk.More is null || chunk.Refused is null)
        {
            report.Add(BindingRules.MissingPart, chunk.Length,
                "The chunks lack an answer; write 'more => REPLY -> STATE' and 'refused -> STATE' in the braces.");
        }

        if (more is null || refused < 0)
            return (null, null);
        var others = new[] { more, badFraming, nul }.OfType<BoundOutcome>().ToList();
        return (new BoundReadBody(bodies[index], others, refused),
            new ReadBodyModel(number, new ChunkModel(chunk.Length.Text, chunk.Last.Text, more.Model, refused, badFraming?.Model, nul?.Model)));
    }

    private (BoundThen?, ThenModel?) BindLine(ReadLineSyntax syntax)
    {
        var line = arguments.BindLine(syntax);
        int max = (int)Numbers.Read(syntax.Max, report, 64, 1 << 24);
        var cancel = BindOne(syntax.Cancel);
        var bad = BindOne(syntax.BadArguments);
        var tooLong = BindOne(syntax.TooLong);
        if (syntax.BadArguments is null || syntax.TooLong is null)
        {
            report.Add(BindingRules.MissingPart, syntax.Keyword,
                "The line lacks an answer; write 'bad arguments => REPLY -> STATE' and 'line too long => REPLY -> STATE' in the braces.");
        }

        if (line is null || bad is null || tooLong is null)
            return (null, null);
        return (new BoundReadLine([.. new[] { cancel, bad, tooLong }.OfType<BoundOutcome>()]),
            new ReadLineModel(line.Value.Line, line.Value.Capture, max, syntax.CancelText?.Text ?? "", cancel?.Model, bad.Model, tooLong.Model));
    }
}
