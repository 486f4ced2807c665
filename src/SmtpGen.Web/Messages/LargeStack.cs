namespace SmtpGen.Web.Messages;

/// <summary>
/// Runs work on a thread of its own with a large stack: parsers of MIME, HTML and CSS call themselves, and a stack that overflows would
/// end the process, the receiver with it.
/// </summary>
internal static class LargeStack
{
    private const int Octets = 32 << 20;

    /// <summary>Runs it.</summary>
    public static Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Run(work, done), Octets) { IsBackground = true, Name = "smtpgen message" };
        thread.Start();
        return done.Task;
    }

    private static void Run<T>(Func<T> work, TaskCompletionSource<T> done)
    {
        try
        {
            done.SetResult(work());
        }
        catch (OperationCanceledException exception)
        {
            done.SetCanceled(exception.CancellationToken);
        }
        catch (Exception exception)
        {
            done.SetException(exception);
        }
    }
}
