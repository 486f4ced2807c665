using SmtpGen.Language.Model;
using SmtpGen.Reference.Explanations;

namespace SmtpGen.Web.Reference.Views;

/// <summary>Makes the content of pages about commands.</summary>
internal static class CommandViews
{
    /// <summary>The page of a command, given by its index.</summary>
    public static CommandPageView Of(PageContext page, int index)
    {
        var command = page.Model.Commands[index];
        var known = CommandView.Of(page.Model, index, command.Verb, page.Words.Words);
        return new CommandPageView(
            command.Verb,
            known.Meaning,
            page.Document(command.Cites),
            page.Extension(command.Extension),
            known.Syntax,
            page.Protocol.SyntaxOf(command.Verb),
            [.. known.Answers.Select(rule => new RuleView(page.States(rule.States), [.. rule.Answers.Select(answer => Answer(page, answer))]))],
            [.. known.Elsewhere.Select(step => new StepView(page.States(step.States), page.Command(step.Command)))],
            [.. Refusals(page, command)],
            [.. command.Parameters.Select(parameter => Parameter(page, parameter))]);
    }

    private static AnswerView Answer(PageContext page, CommandAnswer answer)
    {
        int reply = Enumerable.Range(0, page.Model.Replies.Count).First(reply => page.Model.Replies[reply].Name == answer.Reply);
        return new AnswerView(
            answer.Prefix,
            page.Class(page.Protocol.GroupOf(reply).Digit),
            page.Reply(reply),
            answer.State is { } state ? page.State(state) : new Link(page.Words.Words.Same),
            answer.Then);
    }

    private static IEnumerable<RefusalView> Refusals(PageContext page, CommandModel command)
    {
        var wrong = page.Model.Otherwise.Where(row => row.Input is OtherwiseInput.BadArguments or OtherwiseInput.UnknownParameter).ToDictionary(row => row.Input, row => row.Reply);
        (int Reply, int Limit)[] all =
        [
            .. command.Policies.Concat(command.Needs).Select(need => (need.Reply, -1)),
            command.Quota is { } quota ? (quota.Reply, quota.Limit) : (-1, -1),
            (command.BadArguments?.Reply ?? wrong.GetValueOrDefault(OtherwiseInput.BadArguments, -1), -1),
            (command.TakesParameters ? wrong.GetValueOrDefault(OtherwiseInput.UnknownParameter, -1) : -1, -1),
            (command.NonAscii?.Reply ?? -1, -1),
            .. command.Captures.Concat(command.Parameters.Select(parameter => parameter.Capture).OfType<CaptureModel>())
                .Select(capture => (capture.TooBigReply, capture.Limit)),
        ];
        return from refusal in all.DistinctBy(refusal => refusal.Reply)
               where refusal.Reply >= 0
               let reply = page.Model.Replies[refusal.Reply]
               select new RefusalView(
                   ReplyText.Prefix(page.Model, reply),
                   page.Class(page.Protocol.GroupOf(refusal.Reply).Digit),
                   page.Reply(refusal.Reply),
                   ReplyExplanation.Of(page.Model, refusal.Reply, page.Words.Locale, page.Words.Words).Meaning,
                   page.Limit(refusal.Limit));
    }

    private static ParameterView Parameter(PageContext page, ParameterModel parameter) => new(
        parameter.Capture is { } value ? $"{parameter.Keyword}=<{value.Name}>" : parameter.Keyword,
        page.Words.Words.Doc(parameter.Doc),
        page.Extension(parameter.Extension));
}
