using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the session, which asks the handler what the machine waits for.</summary>
internal static class SessionEmitter
{
    /// <summary>The file of a protocol's session.</summary>
    /// <param name="model">The protocol.</param>
    /// <param name="ns">Its namespace.</param>
    /// <param name="baseNs">Namespace of the protocol that it extends; empty where it extends none.</param>
    public static string Emit(ProtocolModel model, string ns, string baseNs)
    {
        var shape = new ProtocolShape(model);
        string p = shape.Name;
        string[] usings = ["System", "System.Runtime.CompilerServices", "System.Threading", "System.Threading.Tasks", "SmtpGen.Runtime"];
        var code = new CodeWriter(ns, model.Base is null ? usings : [.. usings, $"Base = global::{baseNs}"]).BeginNamespace();
        Interface(code, shape);
        code.Summary($"A session of {model.Name}: the machine and the handler that decides for it.");
        code.Open($"public sealed partial class {p}Session : ServerSession, I{p}Session");
        code.Line($"private readonly {p}Handler _handler;");
        foreach (var point in shape.Decisions.Where(point => point.Body is not null))
            code.Line(point.IsPer ? $"private {point.Name}Results _{Plain(point)} = new(0);" : $"private {point.Result} _{Plain(point)};");
        Construction(code, p, model.Name);
        if (shape.HasUpgrade)
        {
            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Line("protected override void OnSecured() => _handler.OnSecured();");
        }

        foreach (var word in shape.Model.Words)
        {
            code.Line();
            code.Line("/// <inheritdoc/>");
            string name = Names.Pascal(word.Name);
            code.Open($"public ReadOnlyMemory<byte> {name}");
            code.Line($"get => Machine.{name};");
            code.Line($"set => Machine.{name} = value;");
            code.Close();
        }

        Dispatch(code, shape);
        foreach (var point in shape.Decisions)
            Ask(code, shape, point);
        code.Close();
        return code.ToString();
    }

    private static void Interface(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        code.Summary($"What a handler of {shape.Model.Name} may know of its session.");
        string? b = shape.Model.Base is { } parent ? Names.Pascal(parent.Name) : null;
        string hides = b is null ? "" : "new ";
        code.Open($"public interface I{p}Session : {(b is null ? "IServerSession" : $"Base.I{b}Session")}");
        code.Line("/// <summary>The state the session is in.</summary>");
        code.Line($"{hides}{p}State State {{ get; }}");
        code.Summary("The flags that are set.");
        code.Line($"{hides}{p}Flags Flags {{ get; }}");
        var known = new HashSet<string>(shape.Model.Base?.Words.Select(word => word.Name) ?? []);
        foreach (var word in shape.Model.Words.Where(word => !known.Contains(word.Name)))
        {
            code.Summary($"{word.Doc} Empty: none.".TrimStart());
            code.Line($"ReadOnlyMemory<byte> {Names.Pascal(word.Name)} {{ get; set; }}");
        }

        if (b is not null)
        {
            code.Line();
            code.Line($"Base.{b}State Base.I{b}Session.State => {p}Session.Map(State);");
            code.Line();
            code.Line($"Base.{b}Flags Base.I{b}Session.Flags => {p}Session.Map(Flags);");
        }

        code.Close();
    }

    private static void Construction(CodeWriter code, string p, string name) => code.Line($$"""

        /// <summary>A session that has not begun.</summary>
        /// <param name="handler">Decides for this session alone.</param>
        /// <param name="options">Configuration; read while the session goes on.</param>
        public {{p}}Session({{p}}Handler handler, {{p}}Options options)
            : this(handler, new {{p}}ServerMachine(options))
        {
        }

        private {{p}}Session({{p}}Handler handler, {{p}}ServerMachine machine)
            : base(machine)
        {
            _handler = handler;
            Machine = machine;
            machine.StateChanged = handler.OnStateChanged;
            handler.Attach(this);
        }

        /// <inheritdoc/>
        public override string Protocol => "{{name}}";

        /// <inheritdoc/>
        public {{p}}State State => Machine.State;

        /// <inheritdoc/>
        public {{p}}Flags Flags => Machine.Flags;

        /// <inheritdoc/>
        public override string StateName => Machine.State.ToString();

        /// <summary>The configuration.</summary>
        public {{p}}Options Options => Machine.Options;

        internal {{p}}ServerMachine Machine { get; }

        /// <inheritdoc/>
        protected override void Connect() => Machine.Connect();
        """);

    private static void Dispatch(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        Inherited(code, "protected override ValueTask AskHandlerAsync(CancellationToken cancellationToken) => Machine.Pending switch");
        foreach (var point in shape.Decisions.Where(point => point.Body is null))
            code.Line($"{p}Decision.{point.Name} => Ask{point.Name}Async(cancellationToken),");
        code.Line("_ => default,");
        code.Close(";");
        Inherited(code, "protected override ValueTask OfferBodyAsync(MessageBody body, CancellationToken cancellationToken) => Machine.Pending switch");
        foreach (var point in shape.Decisions.Where(point => point.Body is not null))
            code.Line($"{p}Decision.{point.Name} => Offer{point.Name}Async(body, cancellationToken),");
        code.Line("_ => default,");
        code.Close(";");
        if (shape.Bodies.Count > 0)
            BodyRefused(code, shape);
        Inherited(code, "protected override void AnswerBody()");
        code.Open("switch (Machine.Pending)");
        foreach (var point in shape.Decisions.Where(point => point.Body is not null))
        {
            code.Line($"case {p}Decision.{point.Name}:");
            code.Line($"    Machine.Answer(_{Plain(point)});");
            code.Line("    break;");
        }

        code.Line("default:");
        code.Line("    break;");
        code.Close();
        code.Close();
    }

    private static void Inherited(CodeWriter code, string head)
    {
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open(head);
    }

    private static void Ask(CodeWriter code, ProtocolShape shape, DecisionPoint point)
    {
        const string Builder = "[AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]";
        string name = point.Name;
        code.Line();
        if (point.Body is not null)
        {
            if (point.IsPer)
            {
                code.Open($"private ValueTask Offer{name}Async(MessageBody body, CancellationToken cancellationToken)");
                code.Line($"_{Plain(point)} = new((int)Machine.AnswerCount);");
                code.Line($"return _handler.On{name}Async(body, _{Plain(point)}, cancellationToken);");
                code.Close();
                return;
            }

            // Behind the answer the handler is told of the new state: where it has threads of its own, on one of them.
            code.Line(Builder);
            code.Line($"private async ValueTask Offer{name}Async(MessageBody body, CancellationToken cancellationToken) =>");
            code.Line($"    _{Plain(point)} = await _handler.On{name}Async(body, cancellationToken).ConfigureAwait(true);");
            return;
        }

        string arguments = point.Line is not null ? $"Machine.{name}, "
            : shape.HasArguments(point.Command) ? $"Machine.{name}Arguments, "
            : "";
        code.Open($"private ValueTask Ask{name}Async(CancellationToken cancellationToken)");
        code.Line($"var answer = _handler.On{name}Async({arguments}cancellationToken);");
        code.Line("if (!answer.IsCompletedSuccessfully)");
        code.Line($"    return Await{name}Async(answer);");
        code.Line("Machine.Answer(answer.Result);");
        code.Line("return default;");
        code.Close();
        code.Line();
        code.Line(Builder);
        code.Line($"private async ValueTask Await{name}Async(ValueTask<{point.Result}> answer) =>");
        code.Line("    Machine.Answer(await answer.ConfigureAwait(true));");
    }

    private static void BodyRefused(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        Inherited(code, "protected override bool IsBodyRefused => Machine.Pending switch");
        foreach (var point in shape.Decisions.Where(point => point.Body is not null))
            code.Line($"{p}Decision.{point.Name} => {(point.IsPer ? $"_{Plain(point)}.IsRefused" : $"!_{Plain(point)}.IsPositive")},");
        code.Line("_ => false,");
        code.Close(";");
    }

    private static string Plain(DecisionPoint point) => Names.Camel(point.Name).TrimStart('@');
}
