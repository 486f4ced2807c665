namespace SmtpGen.Tool.Serve.Work;

/// <summary>Works on the messages of the store while it is served.</summary>
internal interface IServedWork
{
    /// <summary>Works until it is told to stop; ends when what was under way is done.</summary>
    /// <param name="stop">Nothing further is begun.</param>
    /// <param name="abort">Cuts off what is under way; it is done later.</param>
    Task RunAsync(CancellationToken stop, CancellationToken abort);
}
