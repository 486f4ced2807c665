namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the session, which asks the handler what the machine waits for.</summary>
internal static class SessionEmitter
{
    /// <summary>The file of a protocol's session.</summary>
    /// <param name="shape">The protocol.</param>
    /// <param name="ns">Its namespace.</param>
    /// <param name="baseNs">Namespace of the protocol that it extends; empty where it extends none.</param>
    public static string Emit(ProtocolShape shape, string ns, string baseNs)
    {
        var model = shape.Model;
        string p = shape.Name;
        var code = new CodeWriter(ns, baseNs).BeginNamespace();
        Interface(code, shape);
        code.Summary($"A session of {model.Name}: the machine and the handler that decides for it.");
        code.OpenType($"public sealed partial class {p}Session : global::SmtpGen.Runtime.ServerSession, I{p}Session");
        code.Line($"private readonly {p}Handler _handler;");
        foreach (var point in shape.Decisions.Where(point => point.Body is not null))
            code.Line(point.IsPer ? $"private {point.Result}s _{Plain(point)} = new(0);" : $"private {point.Result} _{Plain(point)};");
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
            code.Open($"public global::System.ReadOnlyMemory<byte> {name}");
            code.Line($"get => Machine.{name};");
            code.Line($"set => Machine.{name} = value;");
            code.Close();
        }

        foreach (string capture in shape.Model.Prefix?.Captures ?? [])
        {
            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Line($"public global::System.ReadOnlyMemory<byte> {Names.Pascal(capture)} => Machine.{Names.Pascal(capture)};");
        }

        SendersEmitter.Pushes(code, shape);
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
        code.OpenType($"public interface I{p}Session : {(b is null ? "global::SmtpGen.Runtime.IServerSession" : $"{code.Base}.I{b}Session")}");
        code.Line("/// <summary>The state the session is in.</summary>");
        code.Line($"{hides}{p}State State {{ get; }}");
        code.Summary("The flags that are set.");
        code.Line($"{hides}{p}Flags Flags {{ get; }}");
        var known = new HashSet<string>(shape.Model.Base?.Words.Select(word => word.Name) ?? []);
        foreach (var word in shape.Model.Words.Where(word => !known.Contains(word.Name)))
        {
            code.Summary($"{word.Doc} Empty: none.".TrimStart());
            code.Line($"global::System.ReadOnlyMemory<byte> {Names.Pascal(word.Name)} {{ get; set; }}");
        }

        var inherited = new HashSet<string>(shape.Model.Base?.Prefix?.Captures ?? []);
        foreach (string capture in (shape.Model.Prefix?.Captures ?? []).Where(capture => !inherited.Contains(capture)))
        {
            code.Summary(PrefixDoc(capture));
            code.Line($"global::System.ReadOnlyMemory<byte> {Names.Pascal(capture)} {{ get; }}");
        }

        SendersEmitter.PushesOfInterface(code, shape);
        if (b is not null)
        {
            code.Line();
            code.Line($"{code.Base}.{b}State {code.Base}.I{b}Session.State => {p}Session.Map(State);");
            code.Line();
            code.Line($"{code.Base}.{b}Flags {code.Base}.I{b}Session.Flags => {p}Session.Map(Flags);");
        }

        code.Close();
    }

    /// <summary>The documentation of what is captured before each verb.</summary>
    public static string PrefixDoc(string capture) =>
        $"<c>{CodeWriter.Xml(capture)}</c>, which stood before the verb of the last command; valid until the next one. Empty: it did not.";

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
        Inherited(code, "protected override global::System.Threading.Tasks.ValueTask AskHandlerAsync(global::System.Threading.CancellationToken cancellationToken) => Machine.Pending switch");
        foreach (var point in shape.Decisions.Where(point => point.Body is null))
            code.Line($"{p}Decision.{point.Name} => Ask{point.Name}Async(cancellationToken),");
        code.Line("_ => default,");
        code.Close(";");
        Inherited(code, "protected override global::System.Threading.Tasks.ValueTask OfferBodyAsync(global::SmtpGen.Runtime.MessageBody body, global::System.Threading.CancellationToken cancellationToken) => Machine.Pending switch");
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
        const string Builder = "[global::System.Runtime.CompilerServices.AsyncMethodBuilderAttribute(typeof(global::System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder))]";
        string name = point.Name;
        code.Line();
        if (point.Body is not null)
        {
            if (point.IsPer)
            {
                code.Line(Builder);
                code.Open($"private async global::System.Threading.Tasks.ValueTask Offer{name}Async(global::SmtpGen.Runtime.MessageBody body, global::System.Threading.CancellationToken cancellationToken)");
                code.Line($"_{Plain(point)} = new((int)Machine.AnswerCount);");
                code.Line($"await _handler.On{name}Async(body, _{Plain(point)}, cancellationToken).ConfigureAwait(true);");
                code.Line($"if (_{Plain(point)}.Missing is > 0 and var missing)");
                code.Line($"    Report(global::SmtpGen.Runtime.NoReplyChosenException.Of(_handler, \"On{name}Async\", \"{point.Result}\", missing, _{Plain(point)}.Count));");
                code.Close();
                return;
            }

            // After the answer the handler is told of the new state: where it has threads of its own, on one of them.
            code.Line(Builder);
            code.Open($"private async global::System.Threading.Tasks.ValueTask Offer{name}Async(global::SmtpGen.Runtime.MessageBody body, global::System.Threading.CancellationToken cancellationToken)");
            code.Line($"_{Plain(point)} = await _handler.On{name}Async(body, cancellationToken).ConfigureAwait(true);");
            code.Line($"if (_{Plain(point)}.IsDefault)");
            code.Line($"    throw {NoReply(point)};");
            code.Close();
            return;
        }

        string arguments = point.Line is not null ? $"Machine.{name}, "
            : shape.HasArguments(point) ? $"Machine.{name}Arguments, "
            : "";
        if (SendersEmitter.Of(shape, point) is { } sender)
            arguments += $"new {sender}(this), ";
        code.Open($"private global::System.Threading.Tasks.ValueTask Ask{name}Async(global::System.Threading.CancellationToken cancellationToken)");
        code.Line($"var answer = _handler.On{name}Async({arguments}cancellationToken);");
        code.Line("if (!answer.IsCompletedSuccessfully)");
        code.Line($"    return Await{name}Async(answer);");
        code.Line($"Answer{name}(answer.Result);");
        code.Line("return default;");
        code.Close();
        code.Line();
        code.Line(Builder);
        code.Line($"private async global::System.Threading.Tasks.ValueTask Await{name}Async(global::System.Threading.Tasks.ValueTask<{point.Result}> answer) =>");
        code.Line($"    Answer{name}(await answer.ConfigureAwait(true));");
        code.Line();
        code.Open($"private void Answer{name}({point.Result} result)");
        code.Line("if (result.IsDefault)");
        code.Line($"    throw {NoReply(point)};");
        code.Line("Machine.Answer(result);");
        code.Close();
    }

    private static string NoReply(DecisionPoint point) => $"global::SmtpGen.Runtime.NoReplyChosenException.Of(_handler, \"On{point.Name}Async\", \"{point.Result}\")";

    private static void BodyRefused(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        Inherited(code, "protected override bool IsBodyRefused => Machine.Pending switch");
        foreach (var point in shape.Decisions.Where(point => point.Body is not null))
            code.Line($"{p}Decision.{point.Name} => {(point.IsPer ? $"_{Plain(point)}.IsRefused" : $"!_{Plain(point)}.IsPositive")},");
        code.Line("_ => false,");
        code.Close(";");
    }

    private static string Plain(DecisionPoint point) => Names.Variable(point.Name).TrimStart('@');
}
