using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>What follows an outcome, with the numbers of the outcomes that may come then.</summary>
internal abstract record ContinuationEntry
{
    /// <summary>The row of the server's table: the name of a type of the runtime and what it is made of.</summary>
    public abstract string Row(ProtocolShape shape);
}

/// <summary>A body and the numbers of its outcomes; -1: none.</summary>
internal sealed record BodyEntry(string Decision, BodyModel Model, int First, int TooBig, int BadFraming, int Nul);

/// <summary>How a body is read, and the numbers of the outcomes that the body does not have; -1: none.</summary>
internal sealed record ReadBodyEntry(BodyEntry Body, ChunkModel? Chunk, int More, int BadFraming, int Nul) : ContinuationEntry
{
    public override string Row(ProtocolShape shape)
    {
        int body = shape.Bodies.TakeWhile(other => other != Body).Count();
        string common = $"Body = {body}, BadFraming = {shape.OutcomeNumber(BadFraming)}, Nul = {shape.OutcomeNumber(Nul)}";
        string chunk = Chunk is null ? "" : $", More = {shape.OutcomeNumber(More)}, AfterRefusal = {shape.StateNumber(Chunk.RefusedTarget)}";
        return $"BodyContinuation {{ {common}{chunk} }}";
    }
}

/// <summary>A line that is read, and the numbers of its outcomes; -1: none.</summary>
internal sealed record ReadLineEntry(string Decision, ReadLineModel Model, int Cancel, int BadArguments, int TooLong) : ContinuationEntry
{
    public override string Row(ProtocolShape shape)
    {
        string cancel = Cancel < 0 ? "" : $", CancelText = {CodeWriter.Literal(Model.CancelText)}, Cancel = {shape.OutcomeNumber(Cancel)}";
        return $"LineContinuation {{ Decision = {shape.DecisionNumber(Decision)}, Grammar = {shape.Grammars.NumberOf(Model.Line)}, Max = {Model.Max}, "
            + $"BadArguments = {shape.OutcomeNumber(BadArguments)}, TooLong = {shape.OutcomeNumber(TooLong)}{cancel} }}";
    }
}

/// <summary>The connection is encrypted.</summary>
internal sealed record UpgradeEntry : ContinuationEntry
{
    public override string Row(ProtocolShape shape) => "UpgradeContinuation()";
}

/// <summary>Lines of the handler are sent.</summary>
internal sealed record SendEntry : ContinuationEntry
{
    public override string Row(ProtocolShape shape) => "SendContinuation()";
}
