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

    protected internal override ValueTask<FtpUserResult> OnUserAsync(FtpUserArguments arguments, CancellationToken cancellationToken)
    {
        _user = arguments.Name.ToString();
        return new(users.IsEmpty ? FtpUserResult.NobodyAllowed() : FtpUserResult.PasswordPlease());
    }

    protected internal override ValueTask<FtpPassResult> OnPassAsync(FtpPassArguments arguments, CancellationToken cancellationToken) =>
        new(users.Knows(_user, arguments.Password.Span) ? FtpPassResult.LoggedIn() : FtpPassResult.LoginIncorrect());

    protected internal override ValueTask<FtpTypeResult> OnTypeAsync(FtpTypeArguments arguments, CancellationToken cancellationToken)
    {
        _isText = arguments.Text.IsPresent;
        return new(FtpTypeResult.TypeSet());
    }

    protected internal override ValueTask<FtpPasvResult> OnPasvAsync(CancellationToken cancellationToken) =>
        new(Listen() is { } port ? FtpPasvResult.Passive(port >> 8, port & 255) : FtpPasvResult.CannotListen());

    protected internal override ValueTask<FtpEpsvResult> OnEpsvAsync(FtpEpsvArguments arguments, CancellationToken cancellationToken) =>
        new(arguments.All.IsPresent ? FtpEpsvResult.Ok()
            : arguments.Family is not (null or 1) ? FtpEpsvResult.FamilyNotSupported()
            : Listen() is { } port ? FtpEpsvResult.ExtendedPassive(port)
            : FtpEpsvResult.CannotListen());

    protected internal override ValueTask<FtpPwdResult> OnPwdAsync(CancellationToken cancellationToken) => new(FtpPwdResult.PathIs(_current));

    protected internal override ValueTask<FtpCwdResult> OnCwdAsync(FtpCwdArguments arguments, CancellationToken cancellationToken) =>
        new(Enter(Path(arguments.Path)) ? FtpCwdResult.Done() : FtpCwdResult.NoSuchFolder());

    protected internal override ValueTask<FtpCdupResult> OnCdupAsync(CancellationToken cancellationToken) =>
        new(Enter(SharedFolder.Combine(_current, "..")) ? FtpCdupResult.Done() : FtpCdupResult.NoSuchFolder());

    protected internal override ValueTask<FtpMkdResult> OnMkdAsync(FtpMkdArguments arguments, CancellationToken cancellationToken)
    {
        string path = Path(arguments.Path);
        bool isMade = folder.Free(path) is { } place && Try(() => Directory.CreateDirectory(place)) is not null;
        return new(isMade ? FtpMkdResult.Made(path) : FtpMkdResult.NotTaken());
    }

    protected internal override ValueTask<FtpDeleResult> OnDeleAsync(FtpDeleArguments arguments, CancellationToken cancellationToken)
    {
        var file = folder.File(Path(arguments.Path));
        return new(file is not null && Try(() => { file.Delete(); return file; }) is not null ? FtpDeleResult.Done() : FtpDeleResult.NoSuchFile());
    }

    protected internal override ValueTask<FtpSizeResult> OnSizeAsync(FtpSizeArguments arguments, CancellationToken cancellationToken) =>
        new(folder.File(Path(arguments.Path)) is not { } file ? FtpSizeResult.NoSuchFile()
            : _isText ? FtpSizeResult.SizeOfTextUnknown()
            : FtpSizeResult.Size(file.Length));

    protected internal override async ValueTask<FtpListResult> OnListAsync(FtpListArguments arguments, FtpListSender send, CancellationToken cancellationToken)
    {
        if (!Begin(() => Entries(arguments.Path) is { } entries ? Listing.ForPeople(entries) : null))
            return FtpListResult.NoSuchFile();
        await send.OpeningAsync(flush: true);
        return FtpListResult.Of(await TransferAsync(cancellationToken));
    }

    protected internal override async ValueTask<FtpNlstResult> OnNlstAsync(FtpNlstArguments arguments, FtpNlstSender send, CancellationToken cancellationToken)
    {
        if (!Begin(() => Entries(arguments.Path) is { } entries ? Listing.OfNames(entries) : null))
            return FtpNlstResult.NoSuchFile();
        await send.OpeningAsync(flush: true);
        return FtpNlstResult.Of(await TransferAsync(cancellationToken));
    }

    protected internal override async ValueTask<FtpRetrResult> OnRetrAsync(FtpRetrArguments arguments, FtpRetrSender send, CancellationToken cancellationToken)
    {
        if (!Begin(() => folder.File(Path(arguments.Path)) is { } file ? new Download(file.OpenRead(), _isText) : null))
            return FtpRetrResult.NoSuchFile();
        await send.OpeningAsync(flush: true);
        return FtpRetrResult.Of(await TransferAsync(cancellationToken));
    }

    protected internal override async ValueTask<FtpStorResult> OnStorAsync(FtpStorArguments arguments, FtpStorSender send, CancellationToken cancellationToken)
    {
        if (!Begin(() => folder.Free(Path(arguments.Path)) is { } place ? new Upload(place, folder.Temporary(), _isText) : null))
            return FtpStorResult.NotTaken();
        try
        {
            await send.OpeningAsync(flush: true);
            return FtpStorResult.Of(await TransferAsync(cancellationToken));
        }
        catch (Exception exception) when (IsOfTheDisk(exception))
        {
            return FtpStorResult.NotStored();
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
