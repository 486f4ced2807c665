namespace SmtpGen.Sasl;

/// <summary>A computation that waits for its turn.</summary>
/// <param name="context">The connection it is for.</param>
internal abstract class HashJob(SaslContext? context) : FairWork
{
    /// <summary>Computes the result, unless it is of no use any more.</summary>
    public override void Run()
    {
        try
        {
            // A client that has said all it has to say may close its side and listen: only where others wait too does it give way.
            if (HasToWait && context?.HasClientLeft?.Invoke() == true)
                Refuse("the client left before its turn");
            else
                Compute();
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    /// <summary>Ends the computation without a result.</summary>
    /// <param name="why">For the operator.</param>
    public void Refuse(string why) => Fail(new SaslCredentialsException(SaslFailureKind.TemporarilyUnavailable, why));

    /// <summary>The connection it is for.</summary>
    protected SaslContext? Context => context;

    /// <summary>Computes the result.</summary>
    protected abstract void Compute();

    /// <summary>Ends the computation with an error.</summary>
    protected abstract void Fail(Exception exception);
}

/// <summary>A computation and its result.</summary>
internal sealed class HashJob<T>(Func<T> work, SaslContext? context) : HashJob(context)
{
    // What goes on with the result must not hold up the queue's thread.
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => _result.Task;

    /// <summary>Ends the computation when the token is cancelled.</summary>
    /// <param name="cancellationToken">The token.</param>
    /// <param name="remove">Takes it out of the queue.</param>
    public void CancelBy(CancellationToken cancellationToken, Action<HashJob> remove)
    {
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            _ =>
            {
                remove(this);
                _result.TrySetCanceled(cancellationToken);
            },
            null);
        _result.Task.ContinueWith(
            static (_, r) => ((CancellationTokenRegistration)r!).Unregister(),
            registration,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    protected override void Compute()
    {
        if (_result.Task.IsCompleted)
            return;
        // Others of the same client may have failed while this one waited.
        Context?.Attempt?.Admit();
        _result.TrySetResult(work());
    }

    protected override void Fail(Exception exception) => _result.TrySetException(exception);
}
