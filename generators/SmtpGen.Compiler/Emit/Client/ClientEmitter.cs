using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the typed client over a stream: a method for each action, which returns its reply.</summary>
internal static class ClientEmitter
{
    public static string Emit(ClientShape shape, string ns)
    {
        var model = shape.Model;
        string p = shape.Name;
        var code = new CodeWriter(ns).BeginNamespace();
        code.Summary($"A client of {model.Name} over a stream: a method for each command, which sends it and returns the reply.");
        code.Line("/// <remarks>A command that the session's state refuses is not sent: the method throws, and names the way to it.</remarks>");
        code.Line($"[global::SmtpGen.Runtime.ProtocolClientAttribute({CodeWriter.Literal(model.Name)})]");
        code.OpenType($"public sealed class {p}ProtocolClient : global::SmtpGen.Runtime.Client.ProtocolClient");
        code.Line("/// <summary>A session over a connection that was just made; it begins with the greeting.</summary>");
        code.Line("/// <param name=\"stream\">The connection; disposed with the client.</param>");
        code.Line("/// <param name=\"options\">How it behaves; null: as the specification says.</param>");
        code.Line($$"""
            public {{p}}ProtocolClient(global::System.IO.Stream stream, global::SmtpGen.Runtime.Client.ClientOptions? options = null)
                : this(new {{p}}ClientMachine(), stream, options)
            {
            }

            private {{p}}ProtocolClient({{p}}ClientMachine machine, global::System.IO.Stream stream, global::SmtpGen.Runtime.Client.ClientOptions? options)
                : base(machine, stream, options) => Commands = machine;
            """);
        code.Summary("Writes commands without waiting for their replies (RFC 2920).");
        code.Line($"public {p}ClientMachine Commands {{ get; }}");
        code.Summary("The state; the initial one already before the greeting.");
        code.Line($"public {p}State State => Commands.CurrentState;");
        foreach (var action in shape.Graph.Actions)
            Method(code, shape, action);
        code.Close();
        return code.ToString();
    }

    private static void Method(CodeWriter code, ClientShape shape, ClientAction action)
    {
        bool isBody = action.Kind == ClientActionKind.Body;
        bool isMany = shape.RepliesPer(action) is not null;
        bool secures = shape.Secures(action);
        bool isSilent = shape.IsAlwaysSilent(action);
        var signature = ClientSignature.Of(shape, action);
        string reply = $"global::SmtpGen.Runtime.Client.ClientReply<{shape.ReplyType(action)}>";
        string declaration = signature.Declaration(isAsync: true);
        if (isBody)
            declaration = "global::System.IO.Stream body";
        if (secures)
            declaration = Join("global::System.Net.Security.SslClientAuthenticationOptions tls", declaration);
        code.Summary(ClientMachineEmitter.Doc(shape, action) + (isSilent ? " The server does not say that it succeeded." : "") + (isMany ? " There is one reply for each recipient." : ""));
        if (secures)
            code.Line("/// <param name=\"tls\">How to encrypt the connection where the reply is positive.</param>");
        if (isBody)
            code.Line("/// <param name=\"body\">Its octets; lines end in CRLF.</param>");
        signature.WriteDocs(code);
        code.Line("/// <param name=\"cancellationToken\">Cancels the action; the session cannot go on then.</param>");
        code.Line($"[global::SmtpGen.Runtime.ProtocolActionAttribute({CodeWriter.Literal(action.Name)})]");
        code.Open($"public {(isBody ? "async " : "")}global::System.Threading.Tasks.ValueTask{(isSilent ? "" : isMany ? $"<global::System.Collections.Generic.IReadOnlyList<{reply}>>" : $"<{reply}>")} {shape.Method(action)}Async"
            + $"({Join(declaration, "global::System.Threading.CancellationToken cancellationToken = default")})");
        string complete = $"Complete{(isMany ? "All" : "")}Async<{shape.ReplyType(action)}>({(secures ? "tls, " : "")}cancellationToken)";
        if (isBody)
        {
            code.Line("await SendBodyAsync(body, cancellationToken).ConfigureAwait(false);");
            code.Line($"return await {complete}.ConfigureAwait(false);");
        }
        else if (shape.IsLeaving(action))
        {
            string write = signature.Parameters.Count == 0 ? $"Commands.{shape.Method(action)}" : $"() => Commands.{shape.Method(action)}({signature.Arguments(fromAsync: true)})";
            code.Line($"return LeaveAsync{(isSilent ? "" : $"<{shape.ReplyType(action)}>")}({write}, {CodeWriter.Literal(action.Name)}, cancellationToken);");
        }
        else
        {
            code.Line($"Commands.{shape.Method(action)}({signature.Arguments(fromAsync: true)});");
            code.Line($"return {(isSilent ? "SendPendingAsync(cancellationToken)" : complete)};");
        }

        code.Close();
    }

    private static string Join(string a, string b) => a.Length == 0 ? b : b.Length == 0 ? a : $"{a}, {b}";
}
