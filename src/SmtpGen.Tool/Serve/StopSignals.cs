using System.Runtime.InteropServices;

namespace SmtpGen.Tool.Serve;

/// <summary>What the operator's signals ask for: SIGINT (Ctrl+C) and SIGTERM to stop, a second one to stop at once, SIGHUP to read again.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _stopAtOnce = new();
    private readonly PosixSignalRegistration[] _registrations;

    /// <param name="cancellationToken">Stops too.</param>
    /// <param name="reload">Called for each SIGHUP.</param>
    public StopSignals(CancellationToken cancellationToken, Action reload)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnStop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnStop),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
            {
                // There it says that the console is closed.
                if (OperatingSystem.IsWindows())
                {
                    OnStop(context);
                    return;
                }

                context.Cancel = true;
                reload();
            }),
        ];
    }

    /// <summary>Cancelled when the server is to stop.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Cancelled when it is to stop without grace.</summary>
    public CancellationToken StopAtOnce => _stopAtOnce.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
        _stopAtOnce.Dispose();
    }

    private void OnStop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_stop.IsCancellationRequested)
            _stopAtOnce.Cancel();
        else
            _stop.Cancel();
    }
}
