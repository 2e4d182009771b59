"""Templates after the markup that real themes and plugins write; the words are our own."""

from __future__ import annotations

from themes.column import BLOCKS, CAPTIONED, Theme

_HEAD = (
    '<meta charset="utf-8"><title>The Ferry Nobody Asked For | The Saltmarsh Gazette</title>'
    '<link rel="canonical" href="https://gazette.example.com/2018/03/the-ferry-nobody-asked-for/">'
    '<meta property="og:site_name" content="The Saltmarsh Gazette">'
    '<meta property="article:published_time" content="2018-03-09T07:00:00+00:00">'
)
_BARE_HEAD = (
    '<meta charset="utf-8"><title>The Ferry Nobody Asked For - The Saltmarsh Gazette</title>'
)
_PHP = (
    "<br />\n<b>Warning</b>:  Cannot modify header information - headers already sent by (output "
    "started at /srv/www/index.php:32) in <b>/srv/www/wp-content/plugins/cache/phase2.php</b> on "
    "line <b>1197</b><br />\n"
)
_COMMENTS = (
    '<div id="comments" class="comments-area"><h2 class="comments-title">One thought</h2>'
    '<ol class="comment-list"><li class="comment"><div class="comment-author vcard">'
    '<b class="fn">Tom</b> <span class="says">says:</span></div><div class="comment-content">'
    "<p>I agree with every word, and I have owned a boat since I was nine years old.</p></div></li>"
    '</ol><div id="respond" class="comment-respond"><h3 id="reply-title">Leave a Reply</h3>'
    '<form id="commentform"><p class="comment-notes">Your email address will not be published. '
    'Required fields are marked *</p><p><label for="author">Name</label><input id="author" '
    'name="author"></p></form></div></div>'
)
_SIDEBAR = (
    '<aside id="secondary" class="widget-area sidebar"><section class="widget widget_search">'
    '<form role="search"><label>Search for:</label><input type="search"></form></section>'
    '<section class="widget widget_recent_entries"><h2>Recent Posts</h2><ul><li>'
    '<a href="/a">Seven walks for a wet Sunday</a></li><li><a href="/b">Why the clock is late</a>'
    "</li></ul></section></aside>"
)
_SHARE = (
    '<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul>'
    '<li><a href="?share=twitter">Tweet this</a></li><li><a '
    'href="?share=x">Email</a></li></ul></div>'
)
_RELATED = (
    '<div id="jp-relatedposts" class="jp-relatedposts"><h3>You might also enjoy</h3><ul><li>'
    '<a href="/a">Seven walks for a wet Sunday</a></li></ul></div>'
)
_FOOTER = (
    '<footer id="colophon" class="site-footer"><p>&copy; 2018 The Saltmarsh Gazette. All rights '
    "reserved. Proudly powered by WordPress</p></footer>"
)
_COOKIES = (
    '<div id="cookie-notice"><p>We use cookies to improve the site.</p><button>OK</button></div>'
)
_NEWSLETTER = (
    '<div class="mc4wp-form newsletter-signup"><p>Sign up for our weekly letter and never miss a '
    'column.</p><form><input type="email"><input type="submit" value="Go"></form></div>'
)
_NAV = (
    '<nav class="post-navigation navigation"><div class="nav-links"><a rel="prev" href="/x">'
    "Older: A bench with a view</a></div></nav>"
)
_MENU = (
    '<a class="skip-link screen-reader-text" href="#content">Skip to content</a>'
    '<header id="masthead" class="site-header"><p class="site-title"><a href="/">The Saltmarsh '
    'Gazette</a></p><nav class="main-navigation"><ul class="menu"><li><a href="/">Home</a></li>'
    '<li><a href="/opinion/">Opinion</a></li></ul></nav></header>'
)

CLASSIC = Theme(
    "wordpress-classic-with-php-warning",
    _PHP + '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html lang="en-US"><head>'
    + _HEAD
    + '</head><body class="single single-post"><div id="header"><h1 id="logo"><a href="/">The '
    'Saltmarsh Gazette</a></h1></div><div id="content"><div class="breadcrumb">You are here: '
    '<a href="/">Home</a> &raquo; The Ferry Nobody Asked For</div><div class="post hentry">'
    '<h2 class="entry-title">{title}</h2><div class="postmeta"><span class="date updated">March 9, '
    '2018</span> | By <span class="vcard author"><a class="fn" href="/author/ivale" rel="author">'
    'Ingrid Vale</a></span></div><div class="entry entry-content">{body}{inside}'
    + _SHARE
    + _RELATED
    + '</div>{after}<p class="tags">Tags: <a href="/t/ferry" rel="tag">ferry</a></p></div>'
    + "{outside}"
    + _COMMENTS
    + "</div>"
    + _SIDEBAR
    + _FOOTER
    + "</body></html>",
    '<div class="postauthor"><img alt="Ingrid Vale" src="images/ingrid.jpg" class="avatar '
    'avatar-80 photo" height="80" width="80"><h4><a href="/author/ivale">{author}</a></h4>'
    "<p>{bio}</p></div>",
)

SIMPLE_AUTHOR_BOX = Theme(
    "simple-author-box",
    '<!DOCTYPE html><html lang="en-US"><head>'
    + _HEAD
    + '</head><body class="post-template-default single">'
    + _MENU
    + '<div id="primary"><main id="main"><article class="post type-post hentry"><header '
    'class="entry-header"><h1 class="entry-title">{title}</h1><div class="entry-meta"><span '
    'class="posted-on"><time class="entry-date published" datetime="2018-03-09T07:00:00+00:00">'
    'March 9, 2018</time></span><span class="byline"> by <span class="author vcard"><a class="url '
    'fn n" href="/author/ivale">Ingrid Vale</a></span></span></div></header>'
    '<div class="entry-content">{body}{inside}' + _NEWSLETTER + _SHARE + "</div>{after}"
    '<footer class="entry-footer"><span class="cat-links">Filed Under: <a href="/opinion">Opinion'
    "</a></span></footer></article>{outside}"
    + _NAV
    + _COMMENTS
    + "</main></div>"
    + _SIDEBAR
    + _FOOTER
    + _COOKIES
    + "</body></html>",
    '<div class="saboxplugin-wrap" itemtype="http://schema.org/Person" itemscope><div '
    'class="saboxplugin-tab"><div class="saboxplugin-gravatar"><img src="images/ingrid.jpg" '
    'alt="Ingrid Vale"></div><div class="saboxplugin-authorname"><a href="/author/ivale" '
    'class="vcard author"><span class="fn" itemprop="name">{author}</span></a></div>'
    '<div class="saboxplugin-desc"><div itemprop="description"><p>{bio}</p></div></div>'
    '<div class="saboxplugin-web"><a href="https://vale.example.com">vale.example.com</a></div>'
    '<div class="clearfix"></div></div></div>',
    CAPTIONED,
    "<p><em>{disclaimer}</em></p>",
)

GENESIS = Theme(
    "genesis",
    '<!DOCTYPE html><html lang="en-US"><head>'
    + _HEAD
    + '</head><body class="single">'
    + _MENU
    + '<div class="site-inner"><div class="content-sidebar-wrap"><main class="content"><div '
    'class="breadcrumb">You are here: <a href="/">Home</a> / The Ferry Nobody Asked For</div>'
    '<article class="entry" itemscope itemtype="https://schema.org/CreativeWork"><header '
    'class="entry-header"><h1 class="entry-title" itemprop="headline">{title}</h1><p '
    'class="entry-meta"><time class="entry-time" datetime="2018-03-09">March 9, 2018</time> By '
    '<span class="entry-author" itemprop="author" itemscope itemtype="https://schema.org/Person">'
    '<a href="/author/ivale" class="entry-author-link" rel="author"><span '
    'class="entry-author-name" '
    'itemprop="name">Ingrid Vale</span></a></span> <span class="entry-comments-link"><a '
    'href="#respond">Leave a Comment</a></span></p></header><div class="entry-content" '
    'itemprop="text">{body}{inside}</div>{after}<footer class="entry-footer"><p class="entry-meta">'
    '<span class="entry-categories">Filed Under: <a href="/opinion" rel="category tag">Opinion</a>'
    "</span></p></footer></article>{outside}"
    + _COMMENTS
    + "</main>"
    + _SIDEBAR
    + "</div></div>"
    + _FOOTER
    + "</body></html>",
    '<section class="author-box" itemprop="author" itemscope itemtype="https://schema.org/Person">'
    '<img alt="" src="images/ingrid.jpg" class="avatar avatar-70 photo" height="70" width="70">'
    '<h4 class="author-box-title">About <span itemprop="name">{author}</span></h4><div '
    'class="author-box-content" itemprop="description"><p>{bio}</p></div></section>',
    CAPTIONED,
)

TWENTY_TWELVE = Theme(
    "twenty-twelve",
    '<!DOCTYPE html><html lang="en-US"><head>'
    + _HEAD
    + '</head><body class="single">'
    + _MENU
    + '<div id="primary" class="site-content"><div id="content" role="main"><article '
    'class="post hentry"><header class="entry-header"><h1 class="entry-title">{title}</h1></header>'
    '<div class="entry-content">{body}{inside}</div><footer class="entry-meta">This entry was '
    'posted in <a href="/opinion" rel="category tag">Opinion</a> on <a href="#"><time '
    'class="entry-date" datetime="2018-03-09T07:00:00+00:00">March 9, 2018</time></a> by <span '
    'class="author vcard"><a class="url fn n" href="/author/ivale" rel="author">Ingrid Vale</a>'
    "</span>.{after}</footer></article>{outside}"
    + _NAV
    + _COMMENTS
    + "</div></div>"
    + _SIDEBAR
    + _FOOTER
    + "</body></html>",
    '<div class="author-info"><div class="author-avatar"><img alt="" src="images/ingrid.jpg" '
    'class="avatar" width="68"></div><div class="author-description"><h2>About {author}</h2>'
    '<p>{bio}</p><div class="author-link"><a href="/author/ivale" rel="author">View all posts by '
    'Ingrid Vale <span class="meta-nav">&rarr;</span></a></div></div></div>',
)

TWENTY_TWENTY = Theme(
    "twenty-twenty",
    '<!DOCTYPE html><html lang="en-US"><head>'
    + _HEAD
    + '</head><body class="singular">'
    + _MENU
    + '<main id="site-content"><article class="post hentry"><header class="entry-header"><h1 '
    'class="entry-title">{title}</h1><div class="post-meta-wrapper"><ul class="post-meta"><li '
    'class="post-author meta-wrapper"><span class="meta-text">By <a href="/author/ivale">Ingrid '
    'Vale</a></span></li><li class="post-date meta-wrapper"><span class="meta-text"><a href="#">'
    'March 9, 2018</a></span></li></ul></div></header><div class="post-inner thin"><div '
    'class="entry-content">{body}{inside}</div></div><div class="section-inner">{after}</div>'
    + _NAV
    + "</article>{outside}"
    + _COMMENTS
    + "</main>"
    + _FOOTER
    + _COOKIES
    + "</body></html>",
    '<div class="author-bio"><div class="author-title-wrapper"><div class="author-avatar vcard">'
    '<img alt="" src="images/ingrid.jpg" class="avatar" width="160"></div><h2 class="author-title '
    'heading-size-4">By {author}</h2></div><div class="author-description"><p>{bio}</p>'
    '<a class="author-link" href="/author/ivale" rel="author">View all posts by Ingrid Vale</a>'
    "</div></div>",
    BLOCKS,
    "<p><em>{disclaimer}</em></p>",
)

BLOCK_THEME = Theme(
    "block-theme-without-metas",
    '<!DOCTYPE html><html lang="en-US"><head>' + _BARE_HEAD + '</head><body class="wp-site-blocks">'
    '<header class="wp-block-template-part"><p class="wp-block-site-title"><a href="/">The '
    'Saltmarsh Gazette</a></p><nav class="wp-block-navigation"><ul><li><a href="/">Home</a></li>'
    '</ul></nav></header><main class="wp-block-group"><h1 class="wp-block-post-title">{title}</h1>'
    '<div class="wp-block-group"><div class="wp-block-post-date"><time '
    'datetime="2018-03-09T07:00:00+00:00">March 9, 2018</time></div><div '
    'class="wp-block-post-author-name"><a href="/author/ivale">Ingrid Vale</a></div></div>'
    '<div class="entry-content wp-block-post-content">{body}{inside}</div>{after}'
    '<div class="taxonomy-category wp-block-post-terms">Filed Under: <a href="/opinion" rel="tag">'
    "Opinion</a></div>{outside}"
    + _NAV
    + '<div class="wp-block-comments"><h2 class="wp-block-comments-title">One response</h2><ol '
    'class="wp-block-comment-template"><li class="comment"><p>I agree with every word, and I have '
    'owned a boat since I was nine.</p></li></ol><div id="respond" class="comment-respond '
    'wp-block-post-comments-form"><h3>Leave a Reply</h3><form><p>Your email address will not be '
    'published.</p></form></div></div></main><footer class="wp-block-template-part"><p>The '
    "Saltmarsh Gazette. Proudly powered by WordPress</p></footer></body></html>",
    '<div class="wp-block-post-author"><div class="wp-block-post-author__avatar"><img alt="" '
    'src="images/ingrid.jpg" class="avatar" width="48"></div><div '
    'class="wp-block-post-author__content"><p class="wp-block-post-author__name">{author}</p>'
    '<p class="wp-block-post-author__bio">{bio}</p></div></div>',
    BLOCKS,
)

PUBLISHPRESS = Theme(
    "publishpress-authors",
    SIMPLE_AUTHOR_BOX.page,
    '<div class="pp-multiple-authors-boxes-wrapper pp-multiple-authors-wrapper '
    'pp-multiple-authors-layout-boxed"><h2 class="widget-title">Author</h2><ul '
    'class="pp-multiple-authors-boxes-ul"><li class="pp-multiple-authors-boxes-li"><div '
    'class="pp-author-boxes-avatar"><img src="images/ingrid.jpg" alt=""></div><div '
    'class="pp-author-boxes-avatar-details"><div class="pp-author-boxes-name '
    'multiple-authors-name">'
    '<a href="/author/ivale" rel="author" class="author url fn">{author}</a></div><p '
    'class="pp-author-boxes-description multiple-authors-description">{bio}</p><span '
    'class="pp-author-boxes-meta multiple-authors-links"><a href="/author/ivale">View all posts by '
    "Ingrid Vale</a></span></div></li></ul></div>",
    BLOCKS,
)

MOLONGUI = Theme(
    "molongui",
    GENESIS.page,
    '<div class="m-a-box"><div class="m-a-box-container"><div class="m-a-box-tab m-a-box-content '
    'm-a-box-profile"><div class="m-a-box-content-middle"><div class="m-a-box-item m-a-box-avatar">'
    '<img src="images/ingrid.jpg" alt=""></div><div class="m-a-box-item m-a-box-data"><div '
    'class="m-a-box-title"><h5>{author}</h5></div><div class="m-a-box-bio"><p>{bio}</p></div></div>'
    '</div></div><div class="m-a-box-related"><h4>You might also enjoy</h4><ul><li><a href="/a">'
    "Seven walks for a wet Sunday</a></li></ul></div></div></div>",
)

TAGDIV = Theme(
    "tagdiv-newspaper",
    '<!DOCTYPE html><html lang="en-US"><head>' + _HEAD + '</head><body class="td-standard-pack">'
    '<div class="td-header-wrap"><ul class="td-mobile-main-menu"><li><a href="/">Home</a></li></ul>'
    '</div><div class="td-main-content-wrap"><div class="td-container"><div class="td-crumb-'
    'container"><div class="entry-crumbs"><span>You are here</span> <a '
    'href="/">Home</a></div></div>'
    '<div class="td-pb-span8 td-main-content"><article class="post hentry" itemscope><div '
    'class="td-post-header"><header class="td-post-title"><h1 class="entry-title">{title}</h1><div '
    'class="td-module-meta-info"><div class="td-post-author-name"><div '
    'class="td-author-by">By</div>'
    ' <a href="/author/ivale">Ingrid Vale</a><div class="td-author-line"> - </div></div><span '
    'class="td-post-date"><time class="entry-date updated" datetime="2018-03-09T07:00:00+00:00">'
    'March 9, 2018</time></span></div></header></div><div class="td-post-sharing-top"><a href="#">'
    'Tweet this</a></div><div class="td-post-content">{body}{inside}</div><footer>{after}<div '
    'class="td-post-source-tags"><ul class="td-tags"><li><span>TAGS</span></li><li><a href="/t">'
    "ferry</a></li></ul></div>"
    + '<div class="td_block_wrap td_block_related_posts"><h4>You might also enjoy</h4><div '
    'class="td_module_related_posts"><h3><a href="/a">Seven walks for a wet Sunday</a></h3></div>'
    "</div></footer></article>{outside}" + _COMMENTS + '</div><div class="td-pb-span4 '
    'td-main-sidebar">'
    + _SIDEBAR
    + '</div></div></div><div class="td-footer-container">All rights '
    "reserved</div></body></html>",
    '<div class="author-box-wrap"><a href="/author/ivale"><img alt="" src="images/ingrid.jpg" '
    'class="avatar" width="96"></a><div class="desc"><div class="td-author-name vcard '
    'author"><span '
    'class="fn"><a href="/author/ivale">{author}</a></span></div><div class="td-author-url"></div>'
    '<div class="td-author-description">{bio}</div><div '
    'class="td-author-social"></div></div></div>',
    CAPTIONED,
)

GHOST = Theme(
    "ghost",
    '<!DOCTYPE html><html lang="en"><head>'
    + _HEAD
    + '<meta name="generator" content="Ghost 5.80"></head><body class="post-template"><header '
    'id="gh-navigation" class="gh-navigation"><a href="/">The Saltmarsh Gazette</a></header><main '
    'class="gh-main"><article class="gh-article post"><header class="gh-article-header gh-canvas">'
    '<span class="gh-article-tag"><a href="/tag/opinion">Opinion</a></span><h1 '
    'class="gh-article-title">{title}</h1><div class="gh-article-meta"><h4 '
    'class="gh-article-author-name"><a href="/author/ivale/">Ingrid Vale</a></h4><time '
    'class="gh-article-meta-date" datetime="2018-03-09">Mar 9, 2018</time></div></header><section '
    'class="gh-content gh-canvas">{body}{inside}</section>{after}</article>{outside}<section '
    'class="gh-container gh-read-more"><h2>You might also enjoy</h2><article class="gh-card"><a '
    'href="/a"><h3>Seven walks for a wet Sunday</h3></a></article></section></main><footer '
    'class="gh-footer"><section class="gh-footer-signup"><p>Sign up for our weekly letter</p>'
    "</section>All rights reserved</footer></body></html>",
    '<section class="author-card"><img class="author-profile-image" src="images/ingrid.jpg" '
    'alt="Ingrid Vale"><section class="author-card-content"><h4 class="author-card-name"><a '
    'href="/author/ivale/">{author}</a></h4><p>{bio}</p></section></section>',
    BLOCKS.replace("wp-block-image size-large", "kg-card kg-image-card"),
    "<p><em>{disclaimer}</em></p>",
)

SUBSTACK = Theme(
    "substack-like",
    '<!DOCTYPE html><html lang="en"><head>'
    + _HEAD
    + '<meta name="author" content="Ingrid Vale"></head><body><div class="main-menu"><a href="/">'
    'The Saltmarsh Gazette</a><button>Sign in</button></div><article class="typography newsletter-'
    'post post"><div class="post-header"><h1 class="post-title published">{title}</h1><div '
    'class="byline-wrapper"><a href="/@ivale">Ingrid Vale</a><div>Mar 09, 2018</div></div></div>'
    '<div class="available-content"><div dir="auto" class="body markup">{body}'
    '<div class="subscription-widget-wrap" data-component-name="SubscribeWidgetToDOM"><p>Subscribe '
    'to our newsletter for free to receive new posts.</p><form><input type="email"></form></div>'
    '{inside}</div></div>{after}<div class="post-footer"><a class="button">Share this</a></div>'
    '</article>{outside}<div id="discussion" class="comments-section"><h4>Discussion</h4><div '
    'class="comment"><p>I agree with every word.</p></div></div><div class="footer"><p>All rights '
    "reserved</p></div></body></html>",
    '<div class="about-the-author"><h3>About the author</h3><p><strong>{author}</strong></p>'
    "<p>{bio}</p></div>",
    BLOCKS,
    "<p><em>{disclaimer}</em></p>",
)

COAUTHORS_AND_DIVS = Theme(
    "plain-divs-with-generic-names",
    '<!DOCTYPE html><html lang="en"><head>' + _BARE_HEAD + '</head><body><div class="top"><a '
    'href="/">The Saltmarsh Gazette</a> <a href="/opinion">Opinion</a></div><div class="story">'
    '<h1>{title}</h1><div class="byline">By Ingrid Vale</div><div class="date">March 9, 2018</div>'
    '<div class="story-text">{body}{inside}</div>{after}</div>{outside}<div class="more-stories">'
    '<h3>You might also enjoy</h3><ul><li><a href="/a">Seven walks for a wet Sunday</a></li></ul>'
    '</div><div class="bottom">All rights reserved</div></body></html>',
    '<div class="about-author"><h3>{author}</h3><p>{bio}</p></div>',
)

THEMES = (
    CLASSIC,
    SIMPLE_AUTHOR_BOX,
    GENESIS,
    TWENTY_TWELVE,
    TWENTY_TWENTY,
    BLOCK_THEME,
    PUBLISHPRESS,
    MOLONGUI,
    TAGDIV,
    GHOST,
    SUBSTACK,
    COAUTHORS_AND_DIVS,
)
