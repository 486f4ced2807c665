using System.Net;
using System.Net.Sockets;
using Samples.Ftp;
using SmtpGen.Runtime;

namespace Samples;

/// <summary>Serves one client.</summary>
public sealed class FileHandler(FileUsers users, SharedFolder folder) : FtpHandler, IDisposable
{
    private string _user = "";
    private string _current = "/";
    private bool _isText = true;
    private DataConnection? _data;
    private Transfer? _transfer;

    protected internal override ValueTask<UserResult> OnUserAsync(UserArguments arguments, CancellationToken cancellationToken)
    {
        _user = arguments.Name.ToString();
        return new(users.IsEmpty ? UserResult.NobodyAllowed : UserResult.PasswordPlease);
    }

    protected internal override ValueTask<PassResult> OnPassAsync(PassArguments arguments, CancellationToken cancellationToken) =>
        new(users.Knows(_user, arguments.Password.Span) ? PassResult.LoggedIn : PassResult.LoginIncorrect);

    protected internal override ValueTask<TypeResult> OnTypeAsync(TypeArguments arguments, CancellationToken cancellationToken)
    {
        _isText = arguments.Text.IsPresent;
        return new(TypeResult.TypeSet);
    }

    protected internal override ValueTask<PasvResult> OnPasvAsync(CancellationToken cancellationToken) =>
        new(Listen() is { } port ? PasvResult.Passive(port >> 8, port & 255) : PasvResult.CannotListen);

    protected internal override ValueTask<EpsvResult> OnEpsvAsync(EpsvArguments arguments, CancellationToken cancellationToken) =>
        new(arguments.All.IsPresent ? EpsvResult.Ok
            : arguments.Family is not (null or 1) ? EpsvResult.FamilyNotSupported
            : Listen() is { } port ? EpsvResult.ExtendedPassive(port)
            : EpsvResult.CannotListen);

    protected internal override ValueTask<PwdResult> OnPwdAsync(CancellationToken cancellationToken) => new(PwdResult.PathIs(_current));

    protected internal override ValueTask<CwdResult> OnCwdAsync(CwdArguments arguments, CancellationToken cancellationToken) =>
        new(Enter(Path(arguments.Path)) ? CwdResult.Done : CwdResult.NoSuchFolder);

    protected internal override ValueTask<CdupResult> OnCdupAsync(CancellationToken cancellationToken) =>
        new(Enter(SharedFolder.Combine(_current, "..")) ? CdupResult.Done : CdupResult.NoSuchFolder);

    protected internal override ValueTask<MkdResult> OnMkdAsync(MkdArguments arguments, CancellationToken cancellationToken)
    {
        string path = Path(arguments.Path);
        bool isMade = folder.Free(path) is { } place && Try(() => Directory.CreateDirectory(place)) is not null;
        return new(isMade ? MkdResult.Made(path) : MkdResult.NotTaken);
    }

    protected internal override ValueTask<DeleResult> OnDeleAsync(DeleArguments arguments, CancellationToken cancellationToken)
    {
        var file = folder.File(Path(arguments.Path));
        return new(file is not null && Try(() => { file.Delete(); return file; }) is not null ? DeleResult.Done : DeleResult.NoSuchFile);
    }

    protected internal override ValueTask<SizeResult> OnSizeAsync(SizeArguments arguments, CancellationToken cancellationToken) =>
        new(folder.File(Path(arguments.Path)) is not { } file ? SizeResult.NoSuchFile
            : _isText ? SizeResult.SizeOfTextUnknown
            : SizeResult.Size(file.Length));

    protected internal override async ValueTask<ListResult> OnListAsync(ListArguments arguments, ListSender send, CancellationToken cancellationToken)
    {
        if (!Begin(() => Entries(arguments.Path) is { } entries ? Listing.ForPeople(entries) : null))
            return ListResult.NoSuchFile;
        await send.OpeningAsync(flush: true);
        return ListResult.Of(await TransferAsync(cancellationToken));
    }

    protected internal override async ValueTask<NlstResult> OnNlstAsync(NlstArguments arguments, NlstSender send, CancellationToken cancellationToken)
    {
        if (!Begin(() => Entries(arguments.Path) is { } entries ? Listing.OfNames(entries) : null))
            return NlstResult.NoSuchFile;
        await send.OpeningAsync(flush: true);
        return NlstResult.Of(await TransferAsync(cancellationToken));
    }

    protected internal override async ValueTask<RetrResult> OnRetrAsync(RetrArguments arguments, RetrSender send, CancellationToken cancellationToken)
    {
        if (!Begin(() => folder.File(Path(arguments.Path)) is { } file ? new Download(file.OpenRead(), _isText) : null))
            return RetrResult.NoSuchFile;
        await send.OpeningAsync(flush: true);
        return RetrResult.Of(await TransferAsync(cancellationToken));
    }

    protected internal override async ValueTask<StorResult> OnStorAsync(StorArguments arguments, StorSender send, CancellationToken cancellationToken)
    {
        if (!Begin(() => folder.Free(Path(arguments.Path)) is { } place ? new Upload(place, folder.Temporary(), _isText) : null))
            return StorResult.NotTaken;
        try
        {
            await send.OpeningAsync(flush: true);
            return StorResult.Of(await TransferAsync(cancellationToken));
        }
        catch (Exception exception) when (IsOfTheDisk(exception))
        {
            return StorResult.NotStored;
        }
    }

    public void Dispose()
    {
        _data?.Dispose();
        _transfer?.Dispose();
    }

    private static bool IsOfTheDisk(Exception exception) => exception is IOException or UnauthorizedAccessException;

    // Null where the disk refuses.
    private static T? Try<T>(Func<T?> change)
        where T : class
    {
        try
        {
            return change();
        }
        catch (Exception exception) when (IsOfTheDisk(exception))
        {
            return null;
        }
    }

    private string Path(CommandText path) => SharedFolder.Combine(_current, path.ToString());

    private int? Listen()
    {
        _data?.Dispose();
        _data = DataConnection.TryListen();
        return _data?.Port;
    }

    private bool Enter(string path)
    {
        if (folder.Folder(path) is null)
            return false;
        _current = path;
        return true;
    }

    private IEnumerable<FileSystemInfo>? Entries(CommandText path)
    {
        string place = path.IsPresent ? Path(path) : _current;
        return folder.Folder(place) is { } listed ? SharedFolder.Entries(listed) : folder.File(place) is { } file ? [file] : null;
    }

    // Makes ready what is transferred after the first reply; false where there is nothing.
    private bool Begin(Func<Transfer?> transfer)
    {
        _transfer?.Dispose();
        _transfer = Try(transfer);
        return _transfer is not null;
    }

    private async Task<FtpReply> TransferAsync(CancellationToken cancellationToken)
    {
        using var data = _data!;
        using var transfer = _transfer!;
        (_data, _transfer) = (null, null);
        await using var connection = await data.AcceptAsync((Session.RemoteEndPoint as IPEndPoint)?.Address, cancellationToken);
        if (connection is null)
            return FtpReply.NoConnection;
        try
        {
            await transfer.RunAsync(connection, cancellationToken);
            return FtpReply.Transferred;
        }
        catch (IOException exception) when (exception.InnerException is SocketException)
        {
            return FtpReply.Aborted;
        }
    }
}
