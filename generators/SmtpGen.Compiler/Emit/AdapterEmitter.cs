using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits, for a protocol that extends another, how a handler of the other serves it.</summary>
internal static class AdapterEmitter
{
    public static string Emit(ProtocolShape shape, ProtocolShape other, string ns, string parentNs)
    {
        var model = shape.Model;
        var code = new CodeWriter(ns, parentNs).BeginNamespace();
        Session(code, shape, other);
        code.Summary($"Decides for a session of {model.Name} by a handler of {other.Model.Name}. Derive from it to decide what {other.Model.Name} does not know.");
        code.Line($"/// <param name=\"handler\">Decides what both protocols have.</param>");
        code.OpenType($"public class {shape.Name}Adapter({code.Base}.{other.Name}Handler handler) : {shape.Name}Handler");
        code.Line($"private readonly {code.Base}.I{other.Name}Decisions _handler = handler;");
        code.Line();
        code.Open($"internal override void Attach(I{shape.Name}Session session)");
        code.Line("base.Attach(session);");
        code.Line("_handler.Attach(session);");
        code.Close();
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"protected internal override void OnStateChanged({shape.Name}State from, {shape.Name}State to) =>");
        code.Line($"    _handler.OnStateChanged({shape.Name}Session.Map(from), {shape.Name}Session.Map(to));");
        if (shape.HasUpgrade && other.HasUpgrade)
        {
            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Line("protected internal override void OnSecured() => _handler.OnSecured();");
        }

        foreach (var point in shape.Decisions)
        {
            if (Counterpart(shape, other, point) is { } same)
                Method(code, shape, point, other, same);
            else if (DecisionCall.IsAbstract(shape, point))
                Unknown(code, shape, point, other);
        }

        foreach (var point in shape.Decisions.Where(point => !point.IsFurther))
        {
            if (Counterpart(shape, other, point) is { } same)
                Result(code, shape, point, other, same);
        }

        code.Close();
        return code.ToString();
    }

    private static DecisionPoint? Counterpart(ProtocolShape shape, ProtocolShape other, DecisionPoint point)
    {
        string name = point.Command < 0 ? point.Name : Names.Pascal(shape.Model.Commands[point.Command].OriginalVerb) + point.Suffix;
        return other.Decisions.FirstOrDefault(candidate => candidate.Name == name);
    }

    private static void Session(CodeWriter code, ProtocolShape shape, ProtocolShape other)
    {
        string p = shape.Name;
        string b = other.Name;
        code.Line();
        code.Open($"public sealed partial class {p}Session");
        string shared = shape.Decisions.Any(point => point.IsPer && Counterpart(shape, other, point) is { IsPer: false })
            ? ", whose one answer every recipient gets"
            : "";
        code.Line($"/// <summary>A session that has not begun, served by a handler of {other.Model.Name}{shared}.</summary>");
        code.Line("/// <param name=\"handler\">Decides for this session alone.</param>");
        code.Line("/// <param name=\"options\">Configuration; read while the session goes on.</param>");
        code.Line($"public {p}Session({code.Base}.{b}Handler handler, {p}Options options)");
        code.Line($"    : this(new {p}Adapter(handler), options)");
        code.Open("");
        code.Close();
        code.Line();
        code.Open($"internal static {code.Base}.{b}State Map({p}State state) => state switch");
        foreach (string state in Shared(shape.Model.States.Select(s => s.Name), other.Model.States.Select(s => s.Name)))
            code.Line($"{p}State.{state} => {code.Base}.{b}State.{state},");
        code.Line("_ => default,");
        code.Close(";");
        code.Line();
        code.Line($"internal static {code.Base}.{b}Flags Map({p}Flags flags) =>");
        code.Line("    " + string.Join("\n    | ", Shared(shape.Model.Flags.Select(flag => flag.Name), other.Model.Flags.Select(flag => flag.Name))
            .Select(flag => $"((flags & {p}Flags.{flag}) != 0 ? {code.Base}.{b}Flags.{flag} : {code.Base}.{b}Flags.None)").DefaultIfEmpty($"{code.Base}.{b}Flags.None")) + ";");
        code.Close();
    }

    private static IEnumerable<string> Shared(IEnumerable<string> names, IEnumerable<string> others) => names.Intersect(others).Select(name => Names.Pascal(name));

    private static void Method(CodeWriter code, ProtocolShape shape, DecisionPoint point, ProtocolShape other, DecisionPoint same)
    {
        code.Line();
        code.Line("/// <inheritdoc/>");
        if (point.Body is not null)
        {
            Body(code, shape, point, same);
            return;
        }

        string sent = SendersEmitter.Of(other, same) is not { } otherType ? ""
            : SendersEmitter.Of(shape, point) is not null ? $"new {code.Base}.{otherType}(send.Session, {SendersEmitter.Map(shape, other, point, same)}), "
            : $"default({code.Base}.{otherType}), ";
        string arguments = same.Line is not null ? Names.Camel(point.Line!.Capture) + ", "
            : other.HasArguments(same) ? $"new {code.Base}.{other.Name}{same.Name}Arguments {{ {Copies(shape, point, other, same)} }}, "
            : "";
        code.Line($"protected internal override async {DecisionCall.Of(shape, point).Head} =>");
        code.Line($"    Map(await _handler.On{same.Name}Async({arguments}{sent}cancellationToken).ConfigureAwait(false), \"On{same.Name}Async\");");
    }

    // What only this protocol has and has no default: a session that is served by a handler of the other one fails there.
    private static void Unknown(CodeWriter code, ProtocolShape shape, DecisionPoint point, ProtocolShape other)
    {
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"protected internal override {DecisionCall.Of(shape, point).Head} =>");
        code.Line($"    throw new global::System.NotSupportedException(\"A handler of {other.Model.Name} does not answer {point.Name}; derive from {shape.Name}Adapter, and override On{point.Name}Async.\");");
    }

    private static void Body(CodeWriter code, ProtocolShape shape, DecisionPoint point, DecisionPoint same)
    {
        string head = $"protected internal override async {DecisionCall.Of(shape, point).Head}";
        if (same.IsPer)
        {
            code.Open(head);
            code.Line($"var answers = new {code.Base}.{same.Result}s(results.Count);");
            code.Line($"await _handler.On{same.Name}Async(body, answers, cancellationToken).ConfigureAwait(false);");
            code.Open("for (int i = 0; i < answers.Count; i++)");
            code.Line("if (answers[i] is { IsDefault: false } answer)");
            code.Line($"    results[i] = Map(answer, \"On{same.Name}Async\");");
            code.Close();
            code.Close();
            return;
        }

        string answer = $"Map(await _handler.On{same.Name}Async(body, cancellationToken).ConfigureAwait(false), \"On{same.Name}Async\")";
        if (point.IsPer)
        {
            code.Line(head + " =>");
            code.Line($"    results.SetAll({answer});");
            return;
        }

        code.Line(head + " =>");
        code.Line($"    {answer};");
    }

    private static string Copies(ProtocolShape shape, DecisionPoint point, ProtocolShape other, DecisionPoint same)
    {
        // What this protocol reads as something else is not there for the handler.
        var here = new HashSet<(string, string)>(ArgumentList.Of(shape.Model, point.Command).Select(entry => (entry.Name, entry.Type)));
        return string.Join(", ", ArgumentList.Of(other.Model, same.Command)
            .Where(entry => here.Contains((entry.Name, entry.Type))).Select(entry => $"{entry.Name} = arguments.{entry.Name}"));
    }

    private static void Result(CodeWriter code, ProtocolShape shape, DecisionPoint point, ProtocolShape other, DecisionPoint same)
    {
        code.Line();
        code.Open($"private {point.Result} Map({code.Base}.{same.Result} result, string method)");
        code.Line("if (result.IsDefault)");
        code.Line($"    throw global::SmtpGen.Runtime.NoReplyChosenException.Of(_handler, method, \"{same.Result}\");");
        code.Open("return result.Reply switch");
        var replies = point.Rule.Outcomes.Select(outcome => (outcome.Reply, Sends: outcome.Sends)).ToList();
        if (shape.ClosingReply >= 0 && replies.All(reply => reply.Reply != shape.ClosingReply))
            replies.Add((shape.ClosingReply, false));
        var known = new HashSet<string>(same.Rule.Outcomes.Select(outcome => outcome.Reply).Append(other.ClosingReply)
            .Where(reply => reply >= 0).Select(reply => other.Model.Replies[reply].Name));
        foreach (var (index, sends) in replies)
        {
            var reply = shape.Model.Replies[index];
            if (known.Contains(reply.Name) && ResultsEmitter.NeedsMoreThanText(reply))
                code.Line($"{code.Base}.{other.Name}Reply.{Names.Pascal(reply.Name)} => new {point.Result}({replies.IndexOf((index, sends)) + 1}, result.Text{(sends ? ", result.Body" : "")}, values: result.Values),");
            else if (known.Contains(reply.Name))
                code.Line($"{code.Base}.{other.Name}Reply.{Names.Pascal(reply.Name)} => {point.Result}.{Names.Pascal(reply.Name)}{Values(reply, sends)},");
        }

        // A refusal that this protocol does not have must not become an acceptance: the handler counts as failed.
        code.Line($"_ => throw new global::System.InvalidOperationException($\"{shape.Model.Name} has no reply {{result.Reply}} to {point.Name}.\"),");
        code.Close(";");
        code.Close();
    }

    private static string Values(ReplyModel reply, bool sends)
    {
        var values = new List<string>();
        if (reply.Parameters.Count > 0)
            values.Add("result.Text ?? \"\"");
        if (sends)
            values.Add("result.Body!");
        if (reply.IsFree && reply.Parameters.Count == 0)
            values.Add("result.Text");
        return $"({string.Join(", ", values)})";
    }
}
