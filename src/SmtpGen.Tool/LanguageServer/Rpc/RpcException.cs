namespace SmtpGen.Tool.LanguageServer.Rpc;

/// <summary>A request cannot be answered; the editor is told why.</summary>
/// <param name="code">One of the numbers below.</param>
/// <param name="message">The reason, for people.</param>
internal sealed class RpcException(int code, string message) : Exception(message)
{
    public const int MethodNotFound = -32601;
    public const int InvalidParameters = -32602;
    public const int InternalError = -32603;
    public const int RequestCancelled = -32800;
    public const int RequestFailed = -32803;

    /// <summary>The number of the error (JSON-RPC 2.0, section 5.1; Language Server Protocol 3.17, ErrorCodes).</summary>
    public int Code => code;
}
