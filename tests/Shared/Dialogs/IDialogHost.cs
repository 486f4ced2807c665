using System.Net;
using SmtpGen.Server;

namespace SmtpGen.Dialogs;

/// <summary>The server of a dialog that is played over sockets.</summary>
public interface IDialogHost : IAsyncDisposable
{
    /// <summary>Listens on a free port of the loopback address, and returns it.</summary>
    /// <param name="configure">Sets limits, clocks and the certificate.</param>
    /// <param name="isTls">Whether connections begin with TLS.</param>
    /// <param name="sessions">Makes the sessions.</param>
    Task<IPEndPoint> StartAsync(Action<ServerOptions> configure, bool isTls, ISessionFactory sessions);

    /// <summary>Stops in order.</summary>
    Task StopAsync();
}
