using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReapFunctions.Local.Worker.Hosting;
using ReapFunctions.Local.Worker.Http;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Collects the services, configuration and middleware of a function app.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly LocalHostSetup setup;
    private readonly WebApplicationBuilder web;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware = [];
    private bool http;
    private bool built;

    internal FunctionsApplicationBuilder(LocalHostSetup setup)
    {
        this.setup = setup;
        web = LocalHostDefaults.CreateWebBuilder(setup);
    }

    /// <summary>Values that extensions of the builder share.</summary>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)web).Properties;

    /// <summary>Settings: files, then local settings, then environment, then arguments; the later wins.</summary>
    public ConfigurationManager Configuration => web.Configuration;

    /// <summary>The name of the environment and the app's directory.</summary>
    public IHostEnvironment Environment => web.Environment;

    /// <summary>Where loggers are registered.</summary>
    public ILoggingBuilder Logging => web.Logging;

    /// <summary>Where metrics are registered.</summary>
    public IMetricsBuilder Metrics => web.Metrics;

    /// <summary>The app's services.</summary>
    public IServiceCollection Services => web.Services;

    IConfigurationManager IHostApplicationBuilder.Configuration => web.Configuration;

    /// <summary>The host of the app. It finds the app's functions when it starts.</summary>
    /// <exception cref="InvalidOperationException">Called a second time.</exception>
    public IHost Build()
    {
        ThrowIfBuilt();
        built = true;
        return LocalHost.Build(web, setup, middleware, http);
    }

    /// <summary>Uses another service container.</summary>
    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)web).ConfigureContainer(factory, configure);

    /// <summary>Adds a middleware; the first added is the outermost.</summary>
    /// <exception cref="InvalidOperationException">Called after <see cref="Build"/>.</exception>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ThrowIfBuilt();
        this.middleware.Add(middleware);
        return this;
    }

    internal void AddHttp()
    {
        if (http)
            return;
        http = true;
        Services.AddMvcCore();
        Use(next => context => HttpAnswers.InvokeAsync(context, next));
    }

    private void ThrowIfBuilt()
    {
        if (built)
            throw new InvalidOperationException("The application is built already. Build it once, after all middleware is added.");
    }
}
