using System.Text.Json;

namespace SmtpGen.Tool.LanguageServer.Rpc;

/// <summary>The requests that have come and are not answered yet, of which an editor may cancel some.</summary>
internal sealed class WaitingRequests
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, bool> _isWanted = new(StringComparer.Ordinal);

    /// <summary>A request has come.</summary>
    public void Add(RpcMessage request)
    {
        if (request.Id is not { } id)
            return;
        lock (_lock)
            _isWanted[id.GetRawText()] = true;
    }

    /// <summary>An answer is not needed any more. One that was given already is not waited for.</summary>
    public void Cancel(RpcMessage notification)
    {
        if (notification.Parameters.ValueKind != JsonValueKind.Object || !notification.Parameters.TryGetProperty("id", out var id))
            return;
        lock (_lock)
        {
            if (_isWanted.ContainsKey(id.GetRawText()))
                _isWanted[id.GetRawText()] = false;
        }
    }

    /// <summary>Takes a request from those that wait.</summary>
    /// <returns>Whether its answer is wanted.</returns>
    public bool Take(RpcMessage request)
    {
        if (request.Id is not { } id)
            return true;
        lock (_lock)
            return !_isWanted.Remove(id.GetRawText(), out bool isWanted) || isWanted;
    }
}
