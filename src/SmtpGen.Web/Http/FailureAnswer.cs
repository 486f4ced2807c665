using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SmtpGen.Storage;

namespace SmtpGen.Web.Http;

/// <summary>Answers in words where a request fails: the store that is gone, or a mistake of ours.</summary>
/// <param name="logger">Told of mistakes.</param>
internal sealed partial class FailureAnswer(ILogger? logger)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has gone.
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await Answers.ProblemAsync(context, exception.StatusCode, exception.Message);
        }
        catch (JsonException exception) when (!context.Response.HasStarted)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status400BadRequest, $"the body is not the JSON that is expected: {exception.Message}");
        }
        catch (StoreException exception) when (!context.Response.HasStarted)
        {
            int status = exception.Kind == StoreFailure.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status503ServiceUnavailable;
            await Answers.ProblemAsync(context, status, exception.Message);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            if (logger is not null)
                Failed(logger, context.Request.Path, exception);
            await Answers.ProblemAsync(context, StatusCodes.Status500InternalServerError, "the page failed to answer; the log says why");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "the page failed at {Path}")]
    private static partial void Failed(ILogger logger, PathString path, Exception exception);
}
