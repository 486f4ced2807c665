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
    private static readonly string[] s_quoted = ["", "plain", "say \"x\"", "\\", "a\\\"b\"", "two words", "\"\""];
    private static readonly string[] s_octets = ["", "x", ".", "some octets"];
    private static readonly string[] s_sent = ["", "one\r\n", "one\r\n.two\r\n..three\r\n", ".\r\n"];

    private readonly Queue<ReferenceInterpreter.Choice> _choices = new();

    /// <summary>Chooses an outcome.</summary>
    public ReferenceInterpreter.Choice Decide(RuleModel rule, CommandModel? command)
    {
        var closes = model.Otherwise.FirstOrDefault(row => row.Input == OtherwiseInput.HandlerCloses);
        bool mayClose = closes is { Reply: >= 0 } && rule.Outcomes.All(outcome => outcome.Reply != closes.Reply);
        int index = mayClose && random.Next(30) == 0 ? -1 : random.Next(rule.Outcomes.Count);
        var reply = index < 0 ? null : model.Replies[rule.Outcomes[index].Reply];
        string? text = reply is { Parameters.Count: > 0 } ? Values(reply.Parameters.Select(parameter => parameter.Kind), s_texts.Length)
            : reply is { IsFree: true } && rule.Outcomes[index].Then is not SendBodyModel && random.Next(2) == 0 ? s_texts[random.Next(s_texts.Length)]
            : null;
        var before = command is not { Sends.Count: > 0 } ? null : Enumerable.Range(0, random.Next(4)).Select(_ => command.Sends[random.Next(command.Sends.Count)])
            .Select(sent => (sent, Content(model.Replies[sent]))).ToList();
        var choice = new ReferenceInterpreter.Choice(index, text, s_sent[random.Next(s_sent.Length)], before);
        _choices.Enqueue(choice);
        return choice;
    }

    private void Send(object sender)
    {
        foreach (var (reply, text) in _choices.Peek().Before ?? [])
        {
            var method = sender.GetType().GetMethods().First(method => method.Name.Replace("Async", "") == GeneratedName.Pascal(model.Replies[reply].Name));
            object?[] arguments = Arguments(method, model.Replies[reply], text ?? "");
            arguments[^1] = random.Next(2) == 0;
            Assert.True(((ValueTask)method.Invoke(sender, arguments)!).IsCompletedSuccessfully);
        }
    }

    /// <summary>What stands in a reply that is not chosen, but sent; null: nothing does.</summary>
    public string? Content(ReplyModel reply) => reply.Parameters.Count == 0 ? null : Values(reply.Parameters.Select(parameter => parameter.Kind), s_texts.Length);

    /// <summary>The same as arguments of a generated method; what else it takes is null.</summary>
    public static object?[] Arguments(MethodInfo method, ReplyModel reply, string text)
    {
        var values = Values(reply, text);
        return [.. method.GetParameters().Select((parameter, i) => i >= reply.Parameters.Count ? null
            : parameter.ParameterType == typeof(long) ? long.Parse(text.Split('\0')[i], CultureInfo.InvariantCulture)
            : parameter.ParameterType == typeof(ReadOnlyMemory<byte>) ? new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(text.Split('\0')[i]))
            : (object?)values[i])];
    }

    /// <summary>The next choice as a value of the generated type, whose members are in the order of the outcomes; what comes before it is sent.</summary>
    public object Next(Type type, object? given, object? sender)
    {
        if (sender is not null)
            Send(sender);
        return Make(type, Next());
    }

    /// <summary>The next choice.</summary>
    public ReferenceInterpreter.Choice Next() => _choices.Dequeue();

    /// <summary>Chooses for the generated handler, before the reference is asked.</summary>
    public object Choose(Type type)
    {
        var members = Members(type);
        int index = random.Next(members.Count);
        var values = members[index].GetParameters().Where(parameter => parameter.ParameterType != typeof(Stream)).Select(parameter => parameter.ParameterType == typeof(long) ? ReplyValueKind.Number : ReplyValueKind.Text);
        var choice = new ReferenceInterpreter.Choice(index, Values(values, 3), s_sent[0]);
        _choices.Enqueue(choice);
        return Make(type, choice);
    }

    /// <summary>What <see cref="Choose"/> chose, for the reference.</summary>
    public ReferenceInterpreter.Choice Replay(RuleModel rule, CommandModel? command)
    {
        var choice = _choices.Dequeue();
        return choice.Index < rule.Outcomes.Count ? choice : choice with { Index = -1 };
    }

    // The values of a reply as one text, each a number or one of the first texts.
    private string Values(IEnumerable<ReplyValueKind> kinds, int texts) => string.Join('\0', kinds.Select(kind => kind switch
    {
        ReplyValueKind.Number => random.NextInt64(-2, 1L << random.Next(1, 62)).ToString(CultureInfo.InvariantCulture),
        ReplyValueKind.Quoted or ReplyValueKind.Doubled => s_quoted[random.Next(s_quoted.Length)],
        ReplyValueKind.Octets => s_octets[random.Next(s_octets.Length)],
        _ => s_texts[random.Next(texts)],
    }));

    /// <summary>What stands in a reply, as the machine takes it.</summary>
    /// <param name="reply">The reply; null: it is not known which one.</param>
    /// <param name="text">What was chosen.</param>
    public static ReplyContent Content(ReplyModel? reply, string? text) => reply is null or { Parameters: [] or [{ Kind: ReplyValueKind.Text }] }
        ? new(text)
        : new(null, Values(reply, text!));

    /// <summary>The values of a reply, each as its kind.</summary>
    public static ReplyValue[] Values(ReplyModel reply, string text) => [.. text.Split('\0').Zip(reply.Parameters, (value, parameter) => parameter.Kind switch
    {
        ReplyValueKind.Number => new ReplyValue(long.Parse(value, CultureInfo.InvariantCulture)),
        ReplyValueKind.Octets => new ReplyValue(Encoding.UTF8.GetBytes(value).AsMemory()),
        _ => new ReplyValue(value),
    })];

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
            : parameter.ParameterType == typeof(ReadOnlyMemory<byte>) ? new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(values![i]))
            : parameter.ParameterType == typeof(ReplyValue) ? new ReplyValue(values![i])
            : new MemoryStream(Encoding.Latin1.GetBytes(choice.Sent)))];
        return member.Invoke(null, arguments)!;
    }
}
