using System.Globalization;
using System.Reflection;
using System.Text;
using SmtpGen.Language.Model;
using SmtpGen.Reference;
using SmtpGen.Runtime;

namespace SmtpGen.RandomSpecs.Conversations;

/// <summary>Chooses at random for the reference, and the same in the same order for the generated handler.</summary>
internal sealed class Answers(ProtocolModel model, Random random)
{
    private static readonly string[] s_texts = ["fine", "", "a b  c", "x", "two\r\nlines", "three\n\nof them", "not {now}", "caf\u00e9 \u4e16\u754c", "some more words than there are in others, so that lines of replies may have to be folded somewhere"];
    private static readonly string[] s_sent = ["", "one\r\n", "one\r\n.two\r\n..three\r\n", ".\r\n"];

    private readonly Queue<ReferenceInterpreter.Choice> _choices = new();

    /// <summary>Chooses an outcome.</summary>
    public ReferenceInterpreter.Choice Decide(RuleModel rule)
    {
        var closes = model.Otherwise.FirstOrDefault(row => row.Input == OtherwiseInput.HandlerCloses);
        bool mayClose = closes is { Reply: >= 0 } && rule.Outcomes.All(outcome => outcome.Reply != closes.Reply);
        int index = mayClose && random.Next(30) == 0 ? -1 : random.Next(rule.Outcomes.Count);
        var reply = index < 0 ? null : model.Replies[rule.Outcomes[index].Reply];
        string? text = reply is { Parameters.Count: > 0 } ? Values(reply.Parameters.Select(parameter => parameter.IsNumber), s_texts.Length)
            : reply is { IsFree: true } && rule.Outcomes[index].Then is not SendBodyModel && random.Next(2) == 0 ? s_texts[random.Next(s_texts.Length)]
            : null;
        var choice = new ReferenceInterpreter.Choice(index, text, s_sent[random.Next(s_sent.Length)]);
        _choices.Enqueue(choice);
        return choice;
    }

    /// <summary>The next choice as a value of the generated type, whose members are in the order of the outcomes.</summary>
    public object Next(Type type) => Make(type, Next());

    /// <summary>The next choice.</summary>
    public ReferenceInterpreter.Choice Next() => _choices.Dequeue();

    /// <summary>Chooses for the generated handler, before the reference is asked.</summary>
    public object Choose(Type type)
    {
        var members = Members(type);
        int index = random.Next(members.Count);
        var values = members[index].GetParameters().Where(parameter => parameter.ParameterType != typeof(Stream)).Select(parameter => parameter.ParameterType == typeof(long));
        var choice = new ReferenceInterpreter.Choice(index, Values(values, 3), s_sent[0]);
        _choices.Enqueue(choice);
        return Make(type, choice);
    }

    /// <summary>What <see cref="Choose"/> chose, for the reference.</summary>
    public ReferenceInterpreter.Choice Replay(RuleModel rule)
    {
        var choice = _choices.Dequeue();
        return choice.Index < rule.Outcomes.Count ? choice : choice with { Index = -1 };
    }

    // The values of a reply as one text, each a number or one of the first texts.
    private string Values(IEnumerable<bool> areNumbers, int texts) => ReplyValues.Join([.. areNumbers.Select(isNumber => isNumber
        ? random.NextInt64(-2, 1L << random.Next(1, 62)).ToString(CultureInfo.InvariantCulture)
        : s_texts[random.Next(texts)])]);

    private static List<MethodInfo> Members(Type type) => [.. type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(method => method.ReturnType == type && method.Name != "Of" && !method.Name.StartsWith("op_", StringComparison.Ordinal))
        .OrderBy(method => method.MetadataToken)];

    private static object Make(Type type, ReferenceInterpreter.Choice choice)
    {
        var members = Members(type);
        var member = choice.Index < 0 ? members[^1] : members[choice.Index];
        string[]? values = choice.Text?.Split('\0');
        object?[] arguments = [.. member.GetParameters().Select((parameter, i) => parameter.ParameterType == typeof(string) ? (object?)values?[i]
            : parameter.ParameterType == typeof(long) ? long.Parse(values![i], CultureInfo.InvariantCulture)
            : new MemoryStream(Encoding.Latin1.GetBytes(choice.Sent)))];
        return member.Invoke(null, arguments)!;
    }
}
