using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the machine: what a session remembers, how it is made and begins.</summary>
internal static class MachineEmitter
{
    public static string Emit(ProtocolModel model, string ns)
    {
        var shape = new ProtocolShape(model);
        string p = shape.Name;
        var code = new CodeWriter(ns).BeginNamespace();
        code.Summary($"The state machine of a server of {model.Name}. It never touches a socket.");
        code.OpenType($"public sealed partial class {p}ServerMachine : global::SmtpGen.Runtime.ServerMachine");
        Fields(code, shape);
        Construction(code, shape);
        Options(code, shape);
        Connect(code, shape);
        AnswersEmitter.Emit(code, shape);
        EventsEmitter.Emit(code, shape);
        BodiesEmitter.Emit(code, shape);
        TransitionsEmitter.Emit(code, shape);
        TalliesEmitter.Emit(code, shape);
        code.Close();
        return code.ToString();
    }

    private static void Fields(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        int registers = shape.Model.Commands.Select(ArgumentList.RegisterCount)
            .Concat(shape.Lines.Select(line => line.Model.Line.RegisterCount)).DefaultIfEmpty(0).Max();
        code.Line($"private readonly int[] _registers = new int[{registers}];");
        code.Line("private global::System.ReadOnlyMemory<byte> _line;");
        code.Line($"private {p}Command? _command;");
        code.Line($"private {p}Flags _parameterFlags;");
        code.Line("private int _firstOutcome;");
        foreach (var command in shape.Model.Commands.Where(command => command.Quota is not null))
            code.Line($"private long {Names.Counter(command)};");
        TalliesEmitter.Fields(code, shape);
        if (shape.Decisions.Any(ResultsEmitter.Sends))
            code.Line("private global::System.IO.Stream? _lines;");
        if (shape.Lines.Any())
            code.Line($"private {p}Decision _exchange;");
        if (shape.Bodies.Count > 0)
            code.Line("private int _badFraming;");
        if (shape.Bodies.Any(body => body.Nul >= 0))
            code.Line("private int _nul;");
        if (shape.Chunks.Any())
        {
            code.Line("private ulong _chunkOctets;");
            code.Line("private bool _isLastChunk;");
            code.Line($"private {p}State _afterRefusal;");
            code.Line("private int _more;");
            code.Line("private global::SmtpGen.Runtime.ServerEvent _heldEvent;");
            code.Line($"private {p}Reply _heldReply;");
        }
    }

    private static void Construction(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        var lines = shape.Model.Lines;
        int longest = shape.Model.Commands.Select(command => command.LineMax).Append(lines.Max).Max();
        int exchange = shape.Lines.Select(line => line.Model.Max).DefaultIfEmpty(0).Max();
        string statuses = shape.Model.Statuses is null ? "" : ", hasStatuses: true";
        code.Line($$"""

            /// <summary>A machine that has not greeted yet.</summary>
            /// <param name="options">Configuration; read while the session goes on.</param>
            public {{p}}ServerMachine({{p}}Options options)
                : base(options, {{longest}}, {{exchange}}, {{lines.Drain}}, new global::SmtpGen.Runtime.ReplyBuffer({{lines.Reply}}{{statuses}}))
            {
                Options = options;
            }

            /// <summary>The configuration.</summary>
            public {{p}}Options Options { get; }

            /// <summary>The state the session is in.</summary>
            public {{p}}State State { get; private set; } = {{p}}State.{{shape.State(shape.Model.InitialState)}};

            /// <summary>The flags that are set.</summary>
            public {{p}}Flags Flags { get; private set; }

            /// <summary>What the machine waits for somebody to decide.</summary>
            public {{p}}Decision Pending { get; private set; }

            /// <summary>Told of each transition: the state before, and the one after, which may be the same.</summary>
            public global::System.Action<{{p}}State, {{p}}State>? StateChanged { get; set; }
            """);
        foreach (var word in shape.Model.Words)
        {
            code.Summary($"{word.Doc} Empty: none.".TrimStart());
            code.Line($"public global::System.ReadOnlyMemory<byte> {Names.Pascal(word.Name)} {{ get; set; }}");
        }

        if (shape.Model.Limits.Any(limit => limit.Name == "errors"))
        {
            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Line("protected override long MaxErrors => Options.Errors;");
        }
    }

    // What the machine's own part asks of the options.
    private static void Options(CodeWriter code, ProtocolShape shape)
    {
        var model = shape.Model;
        if (model.Options.Count == 0)
            return;
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line("protected override ulong Switches => Options.Switches;");
        Option(code, "AnyBlanksOption", model.Lines.AnyBlanks);
        Option(code, "BareLineFeedOption", model.Otherwise.Select(row => row.Unless).DefaultIfEmpty(-1).Max());
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line("protected override string OptionName(int option) => option switch");
        code.Open("");
        for (int i = 0; i < model.Options.Count; i++)
            code.Line($"{i} => {CodeWriter.Literal(model.Options[i].Name)},");
        code.Line("_ => \"\",");
        code.Close(";");
    }

    private static void Option(CodeWriter code, string property, int option)
    {
        if (option < 0)
            return;
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"protected override int {property} => {option};");
    }

    private static void Connect(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        int connect = shape.FirstOutcome(shape.Model.Connect);
        code.Summary("Begins the conversation: the client has connected.");
        code.Open("public void Connect()");
        if (shape.Model.Connect.IsDecision)
        {
            code.Line($"_firstOutcome = {connect};");
            code.Line($"Pending = {p}Decision.Connect;");
            code.Line("AwaitDecision();");
        }
        else
        {
            code.Line($"Apply({connect}, null);");
        }

        code.Close();
    }
}
