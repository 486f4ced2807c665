using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the machine that writes commands, and the interface by which those of derived protocols write them too.</summary>
internal static class ClientMachineEmitter
{
    /// <summary>The file of a protocol's client machine.</summary>
    /// <param name="shape">The client's side.</param>
    /// <param name="other">The client's side of the protocol that it extends; null where there is none.</param>
    /// <param name="ns">Its namespace.</param>
    /// <param name="baseNs">The namespace of the other protocol.</param>
    public static string Emit(ClientShape shape, ClientShape? other, string ns, string baseNs)
    {
        var model = shape.Model;
        string p = shape.Name;
        var code = new CodeWriter(ns).BeginNamespace();
        Interface(code, shape);
        string also = other is null ? "" : $", global::{baseNs}.I{other.Name}Commands";
        code.Summary($"The client's side of a session of {model.Name} without any I/O; a method for each command.");
        code.OpenType($"public sealed class {p}ClientMachine : global::SmtpGen.Runtime.Client.ClientMachine, I{p}Commands{also}");
        code.Line("/// <summary>A session over a connection that was just made.</summary>");
        code.Line($"public {p}ClientMachine()");
        code.Line($"    : base({p}ClientTable.Instance)");
        code.Open("");
        code.Close();
        State(code, shape);
        for (int i = 0; i < shape.Graph.Actions.Count; i++)
        {
            if (shape.Graph.Actions[i].Kind != ClientActionKind.Body)
                Method(code, shape, i);
        }

        if (other is not null)
            ClientAdapterEmitter.Emit(code, shape, other, $"global::{baseNs}");
        code.Close();
        return code.ToString();
    }

    private static void Interface(CodeWriter code, ClientShape shape)
    {
        code.Summary($"The commands of {shape.Model.Name}, written to be sent; each is answered by one reply, or by none.");
        code.OpenType($"public interface I{shape.Name}Commands");
        bool isFirst = true;
        foreach (var action in shape.Graph.Actions.Where(action => action.Kind != ClientActionKind.Body))
        {
            if (!isFirst)
                code.Line();
            isFirst = false;
            code.Line($"/// <summary>{CodeWriter.Xml(Doc(shape, action))}</summary>");
            var signature = ClientSignature.Of(shape, action);
            signature.WriteDocs(code);
            code.Line($"void {shape.Method(action)}({signature.Declaration(isAsync: false)});");
        }

        code.Close();
    }

    /// <summary>What an action is, for people.</summary>
    public static string Doc(ClientShape shape, ClientAction action) => action.Kind switch
    {
        ClientActionKind.Connect => "Waits for the greeting.",
        ClientActionKind.Body => $"Sends the body that the last reply has asked for. {shape.Model.Bodies[action.Subject].Doc}",
        ClientActionKind.Line => $"Sends the line that a reply to {shape.Model.Commands[action.Subject].Verb} has asked for.",
        ClientActionKind.Cancel => $"Gives {shape.Model.Commands[action.Subject].Verb} up instead of sending the line that was asked for.",
        _ => $"{action.Name}: {shape.Model.Commands[action.Subject].Doc}",
    };

    private static void State(CodeWriter code, ClientShape shape)
    {
        string p = shape.Name;
        code.Summary("The state; the initial one already before the greeting.");
        code.Line($"public {p}State CurrentState => StateNumber switch");
        code.Open("");
        for (int i = shape.Model.States.Count; i < shape.Graph.States.Count; i++)
        {
            int state = shape.Graph.States[i].Protocol;
            code.Line($"{i} => {p}State.{Names.Pascal(shape.Model.States[state < 0 ? shape.Model.InitialState : state].Name)},");
        }

        code.Line($"var state => ({p}State)state,");
        code.Close(";");
    }

    private static void Method(CodeWriter code, ClientShape shape, int index)
    {
        var action = shape.Graph.Actions[index];
        var signature = ClientSignature.Of(shape, action);
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open($"public void {shape.Method(action)}({signature.Declaration(isAsync: false)})");
        switch (action.Kind)
        {
            case ClientActionKind.Connect:
                code.Line($"base.BeginConnect({index});");
                break;
            case ClientActionKind.Line:
                code.Line($"var line = base.Begin({index});");
                code.Line($"line.Write({signature.Parameters[0].Name});");
                string grammar = $"{shape.Name}Grammar.{Names.Pascal(shape.Model.Commands[action.Subject].Verb)}{Names.Pascal(shape.Line(action).Capture)}";
                code.Line($"line.CheckArguments({grammar}, {CodeWriter.Literal("<" + shape.Line(action).Capture + ">")});");
                code.Line($"base.End({index});");
                break;
            case ClientActionKind.Cancel:
                code.Line($"base.Begin({index}).Write({CodeWriter.Literal(shape.Line(action).CancelText)}u8);");
                code.Line($"base.End({index});");
                break;
            default:
                Command(code, shape, index);
                break;
        }

        code.Close();
    }

    private static void Command(CodeWriter code, ClientShape shape, int index)
    {
        var action = shape.Graph.Actions[index];
        var command = shape.Model.Commands[action.Subject];
        if (command.Extension >= 0)
            code.Line($"Require({CodeWriter.Literal(shape.Model.Extensions[command.Extension].Keyword)}, {CodeWriter.Literal(command.Verb)});");
        bool isShort = command.Arguments is null && command.Parameters.Count == 0;
        code.Line($"{(isShort ? "" : "var line = ")}base.Begin({index}, {CodeWriter.Literal(command.Verb)}u8);");
        if (command.Arguments is not null)
        {
            bool isSecret = command.Lines.Any();
            new ArgumentsWriter(code, command).Write(isSecret);
            code.Line($"line.CheckArguments({shape.Name}Grammar.{Names.Pascal(command.Verb)}, {CodeWriter.Literal(command.Syntax)});");
        }

        if (command.Parameters.Count > 0)
            Parameters(code, shape, action.Subject);
        code.Line(command.Data is { } data ? $"base.EndWithData({index}, {Names.Camel(data.Name)});" : shape.Chunk(action) is { } chunk ? $"base.End({index}, octets, {ArgumentsWriter.Given(command, chunk.Last) ?? "true"});" : $"base.End({index});");
    }

    private static void Parameters(CodeWriter code, ClientShape shape, int command)
    {
        var model = shape.Model.Commands[command];
        foreach (var entry in ClientParametersEmitter.Of(shape.Model, command))
        {
            var first = model.Parameters[entry.Parameter];
            string keyword = CodeWriter.Literal(first.Keyword);
            code.Line();
            if (entry.Capture is null)
            {
                code.Open($"if (parameters?.{entry.Name} == true)");
                code.Line($"Require({Extension(shape, first)}, {CodeWriter.Literal($"{model.Verb} {first.Keyword}")});");
                code.Line($"line.Parameter({keyword});");
                code.Close();
                continue;
            }

            // Extensions may each allow other values of one parameter.
            var forms = model.Parameters.Where(parameter => parameter.Keyword == first.Keyword).Select(form =>
                $"line.ValueMatches({shape.Name}Grammar.{GrammarList.ParameterName(model, form)}) ? {Extension(shape, form)} : ");
            code.Open($"if (parameters?.{entry.Name} is {{ }} {Names.Variable(entry.Name)})");
            code.Line($"line.Parameter({keyword}, {Names.Variable(entry.Name)});");
            code.Line($"Require({string.Concat(forms)}throw line.BadValue({keyword}), {CodeWriter.Literal($"{model.Verb} {first.Keyword}")});");
            code.Close();
        }

        code.Line();
    }

    private static string Extension(ClientShape shape, ParameterModel parameter) =>
        parameter.Extension < 0 ? "null" : CodeWriter.Literal(shape.Model.Extensions[parameter.Extension].Keyword);
}
