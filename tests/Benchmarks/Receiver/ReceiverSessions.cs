using SmtpGen.Mail;
using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Server;
using SmtpGen.Storage;

namespace SmtpGen.Benchmarks.Receiver;

/// <summary>Makes the sessions that the options ask for.</summary>
internal sealed class ReceiverSessions(ReceiverOptions options, ProtocolOptions protocol, IMessageStore? store) : ISessionFactory
{
    public SessionLease Create()
    {
        SmtpHandler handler = store is not null ? new StoreReceiver(store)
            : options.LeavesBody ? new LeavingBodies()
            : new Discarding();
        return new SessionLease(protocol is LmtpOptions lmtp ? new LmtpSession(handler, lmtp) : new SmtpSession(handler, (SmtpOptions)protocol));
    }
}
