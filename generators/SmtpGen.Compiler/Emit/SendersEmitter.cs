using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits what sends replies that answer nothing: those before the answer to a command, and those that nobody asked for.</summary>
internal static class SendersEmitter
{
    /// <summary>A type for each command before whose answer replies may be sent.</summary>
    public static string Emit(ProtocolShape shape, string ns)
    {
        var code = new CodeWriter(ns).BeginNamespace();
        for (int i = 0; i < shape.Model.Commands.Count; i++)
        {
            if (shape.Model.Commands[i].Sends.Count > 0)
                Sender(code, shape, i);
        }

        return code.ToString();
    }

    /// <summary>The type that a handler's method gets; null: none.</summary>
    public static string? Of(ProtocolShape shape, DecisionPoint point) =>
        point.Command >= 0 && shape.Model.Commands[point.Command].Sends.Count > 0 ? Name(shape, point.Command) : null;

    /// <summary>The numbers that a protocol's replies have in another one which extends it, as an expression; -1: it has no such reply.</summary>
    public static string Map(ProtocolShape shape, ProtocolShape other, DecisionPoint point, DecisionPoint same)
    {
        var here = shape.Model.Commands[point.Command].Sends.ToDictionary(reply => shape.Model.Replies[reply].Name, shape.ReplyNumber);
        return $"[{string.Join(", ", other.Model.Commands[same.Command].Sends.Select(reply => here.TryGetValue(other.Model.Replies[reply].Name, out string? number) ? number : "-1"))}]";
    }

    /// <summary>The methods of a session that send what nobody asked for.</summary>
    public static void Pushes(CodeWriter code, ProtocolShape shape)
    {
        for (int i = 0; i < shape.Model.Unsolicited.Count; i++)
        {
            code.Line();
            code.Line("/// <inheritdoc/>");
            var reply = shape.Model.Replies[shape.Model.Unsolicited[i].Reply];
            code.Line($"public bool TryPush{Names.Pascal(reply.Name)}({string.Join(", ", Parameters(reply))}) => TryPush({string.Join(", ", Values(reply).Prepend(i.ToString()))});");
        }

        foreach (var reply in Inherited(shape).Where(reply => !Own(shape).Any(own => IsSame(own, reply))))
        {
            string parent = Names.Pascal(shape.Model.Base!.Name);
            code.Line();
            code.Line($"bool {code.Base}.I{parent}Session.TryPush{Names.Pascal(reply.Name)}({string.Join(", ", Parameters(reply))}) => false;");
        }
    }

    /// <summary>The same methods, as the session's interface declares them; those that the interface above has are there.</summary>
    public static void PushesOfInterface(CodeWriter code, ProtocolShape shape)
    {
        foreach (var reply in Own(shape).Where(reply => !Inherited(shape).Any(other => IsSame(other, reply))))
        {
            code.Summary($"Sends {ReplyDoc.Text(reply)} It may be called at any time, by anybody, and never waits.");
            Describe(code, reply);
            code.Line("/// <returns>False when the state does not allow it, when the session is over, or when its client is too slow to take more.</returns>");
            code.Line($"bool TryPush{Names.Pascal(reply.Name)}({string.Join(", ", Parameters(reply))});");
        }
    }

    // A method of the same name and with the same values.
    private static bool IsSame(ReplyModel reply, ReplyModel other) => reply.Name == other.Name && Parameters(reply).SequenceEqual(Parameters(other));

    private static IEnumerable<ReplyModel> Own(ProtocolShape shape) => shape.Model.Unsolicited.Select(push => shape.Model.Replies[push.Reply]);

    private static IEnumerable<ReplyModel> Inherited(ProtocolShape shape) =>
        shape.Model.Base is { } parent ? parent.Unsolicited.Select(push => parent.Replies[push.Reply]) : [];

    private static string Name(ProtocolShape shape, int command) => $"{shape.Name}{shape.Verb(command)}Sender";

    private static void Sender(CodeWriter code, ProtocolShape shape, int index)
    {
        var command = shape.Model.Commands[index];
        string type = Name(shape, index);
        code.Summary($"Sends replies to {command.Verb} before the one that answers it. The default value sends nothing.");
        code.OpenType($"public readonly struct {type}");
        code.Line("private readonly short[]? _numbers;");
        code.Line();
        code.Open($"internal {type}(global::SmtpGen.Runtime.ServerSession? session, short[]? numbers = null)");
        code.Line("Session = session;");
        code.Line("_numbers = numbers;");
        code.Close();
        code.Line();
        code.Line("internal global::SmtpGen.Runtime.ServerSession? Session { get; }");
        for (int i = 0; i < command.Sends.Count; i++)
        {
            var reply = shape.Model.Replies[command.Sends[i]];
            code.Summary($"Sends {ReplyDoc.Text(reply)}");
            Describe(code, reply);
            code.Line("/// <param name=\"flush\">Whether it goes to the client at once, with what was sent before; otherwise it waits for the answer, or for more.</param>");
            string parameters = string.Join(", ", Parameters(reply).Append("bool flush = false"));
            string values = string.Join(", ", Values(reply).Prepend("flush").Prepend($"_numbers is null ? {shape.ReplyNumber(command.Sends[i])} : _numbers[{i}]"));
            code.Line($"public global::System.Threading.Tasks.ValueTask {Names.Pascal(reply.Name)}Async({parameters}) => Session is null ? default : Session.SendAsync({values});");
        }

        code.Close();
    }

    private static void Describe(CodeWriter code, ReplyModel reply)
    {
        foreach (var parameter in reply.Parameters)
            code.Line($"/// <param name=\"{Names.Camel(parameter.Name).TrimStart('@')}\">What <c>{{{CodeWriter.Xml(parameter.Name)}}}</c> stands for.</param>");
    }

    private static IEnumerable<string> Parameters(ReplyModel reply) => reply.Parameters.Select(parameter => parameter.Kind switch
    {
        ReplyValueKind.Number => "long ",
        ReplyValueKind.Octets => "global::System.ReadOnlyMemory<byte> ",
        _ => "global::SmtpGen.Runtime.ReplyValue ",
    } + Names.Camel(parameter.Name));

    private static IEnumerable<string> Values(ReplyModel reply) => reply.Parameters.Select(parameter => Names.Camel(parameter.Name));
}
